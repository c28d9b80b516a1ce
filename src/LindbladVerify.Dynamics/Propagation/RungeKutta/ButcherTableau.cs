namespace LindbladVerify.Dynamics.Propagation.RungeKutta;

/// <summary>An explicit embedded Runge–Kutta method as data.</summary>
/// <remarks>
/// Stage i: k_i = f(t + C_i h, y + h Σ_j A_ij k_j); step: y + h Σ B_i k_i; error: h Σ E_i k_i, for the method of order 8 combined
/// from two such rows as in Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, sec. II.10.
/// </remarks>
internal sealed class ButcherTableau
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

/// <summary>The Runge–Kutta methods that can be chosen. To add one, add its tableau.</summary>
internal static class RungeKuttaTableaus
{
    /// <summary>
    /// Order 8 with error estimates of order 5 and 3, 12 stages (Dormand and Prince; the figures of DOP853 in Hairer, Nørsett and
    /// Wanner, Solving Ordinary Differential Equations I, 2nd ed., 1993, doi:10.1007/978-3-540-78862-1).
    /// </summary>
    public static ButcherTableau DormandPrince853 { get; } = new(
        "Dormand–Prince 8(5,3)",
        order: 8,
        errorOrder: 7,
        a:
        [
            [],
            [0.05260015195876773],
            [0.0197250569845379, 0.0591751709536137],
            [0.02958758547680685, 0.0, 0.08876275643042054],
            [0.2413651341592667, 0.0, -0.8845494793282861, 0.924834003261792],
            [0.037037037037037035, 0.0, 0.0, 0.17082860872947386, 0.12546768756682242],
            [0.037109375, 0.0, 0.0, 0.17025221101954405, 0.06021653898045596, -0.017578125],
            [0.03709200011850479, 0.0, 0.0, 0.17038392571223998, 0.10726203044637328, -0.015319437748624402, 0.008273789163814023],
            [0.6241109587160757, 0.0, 0.0, -3.3608926294469414, -0.868219346841726, 27.59209969944671, 20.154067550477894, -43.48988418106996],
            [0.47766253643826434, 0.0, 0.0, -2.4881146199716677, -0.590290826836843, 21.230051448181193, 15.279233632882423, -33.28821096898486, -0.020331201708508627],
            [-0.9371424300859873, 0.0, 0.0, 5.186372428844064, 1.0914373489967295, -8.149787010746927, -18.52006565999696, 22.739487099350505, 2.4936055526796523, -3.0467644718982196],
            [2.273310147516538, 0.0, 0.0, -10.53449546673725, -2.0008720582248625, -17.9589318631188, 27.94888452941996, -2.8589982771350235, -8.87285693353063, 12.360567175794303, 0.6433927460157636],
        ],
        b: [0.054293734116568765, 0.0, 0.0, 0.0, 0.0, 4.450312892752409, 1.8915178993145003, -5.801203960010585, 0.3111643669578199, -0.1521609496625161, 0.20136540080403034, 0.04471061572777259],
        errors:
        [
            [0.01312004499419488, 0.0, 0.0, 0.0, 0.0, -1.2251564463762044, -0.4957589496572502, 1.6643771824549864, -0.35032884874997366, 0.3341791187130175, 0.08192320648511571, -0.022355307863886294],
            [-0.18980075407240762, 0.0, 0.0, 0.0, 0.0, 4.450312892752409, 1.8915178993145003, -5.801203960010585, -0.4226823213237919, -0.1521609496625161, 0.20136540080403034, 0.02265179219836082],
        ]);
}
