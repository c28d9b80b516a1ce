namespace LindbladVerify.Dynamics.Propagation;

/// <summary>An explicit embedded Runge–Kutta method as data.</summary>
/// <remarks>
/// Stage i: k_i = f(t + C_i h, y + h Σ_j A_ij k_j); step: y + h Σ B_i k_i; error: h Σ E_i k_i, for the method of order 8 combined
/// from two such rows as in Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, sec. II.10.
/// </remarks>
public sealed class ButcherTableau
{
    private readonly double[][] a;
    private readonly double[] b;
    private readonly double[] c;
    private readonly double[][] errors;

    internal ButcherTableau(string name, int order, int errorOrder, double[][] a, double[] b, double[][] errors)
    {
        Name = name;
        Order = order;
        ErrorOrder = errorOrder;
        this.a = a;
        this.b = b;
        this.errors = errors;
        c = Array.ConvertAll(a, row => row.Sum());
    }

    /// <summary>The method's name.</summary>
    public string Name { get; }

    /// <summary>Order of the step.</summary>
    public int Order { get; }

    /// <summary>Order of the error estimate: it shrinks as h to this power plus 1.</summary>
    public int ErrorOrder { get; }

    /// <summary>Number of stages.</summary>
    public int Stages => b.Length;

    /// <summary>Nodes.</summary>
    public ReadOnlySpan<double> C => c;

    /// <summary>Weights of the step.</summary>
    public ReadOnlySpan<double> B => b;

    /// <summary>Weights of the error estimates; one row, or two that are combined.</summary>
    public IReadOnlyList<double[]> ErrorWeights => errors;

    /// <summary>The weights of one stage.</summary>
    public ReadOnlySpan<double> A(int stage) => a[stage];
}
