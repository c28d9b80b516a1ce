namespace LindbladVerify.Dynamics.Propagation;

/// <summary>
/// A way to carry equations through time: it says when it applies and why not, what it would cost, how accurate it can be, and it solves.
/// </summary>
/// <remarks><see cref="All"/> is the one list of them. A new method is a class of its own in one file and a line there.</remarks>
public abstract class PropagationMethod
{
    /// <summary>A method.</summary>
    /// <param name="name">Its name in commands and files.</param>
    /// <param name="title">Its name in a sentence.</param>
    /// <param name="summary">What it does and what it is for, in one sentence.</param>
    private protected PropagationMethod(string name, string title, string summary)
    {
        Name = name;
        Title = title;
        Summary = summary;
    }

    /// <summary>The cheapest of the others that applies, fits into memory and meets the tolerance; the result says which and why.</summary>
    public static PropagationMethod Auto { get; } = new AutomaticChoice();

    /// <summary>The average over commuting Gaussian noises in closed form.</summary>
    public static PropagationMethod ClosedForm { get; } = new ClosedFormAverage();

    /// <summary>The dense exponential exp(A Δt), computed once and applied again and again: best for small or stiff systems. Where rounding would miss the tolerance, up to order 256, it is computed with 32 digits.</summary>
    public static PropagationMethod Dense { get; } = new DenseExponential();

    /// <summary>The action of exp(A t) on the state by Faber–Chebyshev expansion in its Krylov space: best for large sparse systems.</summary>
    public static PropagationMethod Krylov { get; } = new KrylovExpansion();

    /// <summary>Exponentials over pieces of time in which nothing changes, Runge–Kutta steps in between: for generators that depend on time.</summary>
    public static PropagationMethod Piecewise { get; } = new PiecewiseExponentials();

    /// <summary>An adaptive explicit Runge–Kutta method all the way.</summary>
    public static PropagationMethod RungeKutta { get; } = new RungeKuttaSteps();

    /// <summary>All methods, those first that are preferred where they cost the same.</summary>
    public static IReadOnlyList<PropagationMethod> All { get; } = [ClosedForm, Dense, Krylov, Piecewise, RungeKutta];

    /// <summary>The name in commands and files.</summary>
    public string Name { get; }

    /// <summary>What it does and what it is for, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>The name in a sentence.</summary>
    internal string Title { get; }

    /// <summary>Whether it can solve equations whose generator depends on time.</summary>
    internal virtual bool FollowsDrives => false;

    /// <summary>Whether <see cref="Auto"/> considers it.</summary>
    internal virtual bool IsAutomatic => true;

    /// <summary>The method of a name, or Auto; null where there is none.</summary>
    /// <param name="name">A <see cref="Name"/>.</param>
    public static PropagationMethod? Named(string name) => All.Prepend(Auto).FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal));

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Why it cannot solve these equations; null where it can.</summary>
    internal abstract string? Refusal(PropagationEquations equations);

    /// <summary>What it would take; only where it applies.</summary>
    internal abstract PropagationForecast Forecast(PropagationEquations equations);

    /// <summary>Solves; only where it applies.</summary>
    /// <param name="equations">The equations.</param>
    /// <param name="why">Why this method, for the result.</param>
    internal abstract PropagationResult Solve(PropagationEquations equations, string why);

    /// <summary>Whether it is worth trying where another method missed the tolerance.</summary>
    internal virtual bool CanStandIn(PropagationEquations equations) => Refusal(equations) is null;

    /// <summary>Refuses equations that it cannot solve although it was asked for.</summary>
    /// <exception cref="ArgumentException">It does not apply.</exception>
    internal virtual void Require(PropagationEquations equations)
    {
        if (Refusal(equations) is { } reason)
        {
            throw new ArgumentException($"The method {Name} does not apply: {reason}.", nameof(equations));
        }
    }

    /// <summary>Announces what it takes and solves.</summary>
    internal virtual PropagationResult Run(PropagationEquations equations, string why)
    {
        Require(equations);
        equations.Options.Announce?.Invoke(Forecast(equations).Estimate(this, equations));
        return Solve(equations, why);
    }
}

/// <summary>What a method would take, before it begins.</summary>
/// <param name="Nanoseconds">Run time by measured constants, good to a factor of two or three.</param>
/// <param name="Bytes">Memory.</param>
/// <param name="Accuracy">The relative error of a vector below which it cannot get, whatever the tolerance.</param>
internal readonly record struct PropagationForecast(double Nanoseconds, double Bytes, double Accuracy)
{
    public PropagationEstimate Estimate(PropagationMethod method, PropagationEquations equations) => new(method, equations.Dimension.Solved, Bytes, Nanoseconds / 1e9);
}
