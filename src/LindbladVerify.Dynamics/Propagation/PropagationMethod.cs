namespace LindbladVerify.Dynamics.Propagation;

/// <summary>How the equations are carried through time.</summary>
public enum PropagationMethod
{
    /// <summary>The cheapest of the others that fits into memory and meets the tolerance; the result says which and why.</summary>
    Auto,

    /// <summary>The dense exponential exp(A Δt), computed once and applied again and again: best for small or stiff systems. Where rounding would miss the tolerance, up to order 256, it is computed with 32 digits.</summary>
    Dense,

    /// <summary>The action of exp(A t) on the state by Faber–Chebyshev expansion in its Krylov space: best for large sparse systems.</summary>
    Krylov,

    /// <summary>An adaptive explicit Runge–Kutta method: the one for generators that depend on time.</summary>
    RungeKutta,
}
