using LindbladVerify.Dynamics.Diffusion;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Diffusion;

public sealed class SpinNetworkTests
{
    [Fact]
    public void AnIsolatedPairEvensOutAtTwiceItsRate()
    {
        const double W = 3.1;
        var network = new SpinNetwork(Symmetric(2, (0, 1, W)));
        ExchangeSolution solution = new TrBdf2(network).Solve([0.9, -0.1], [0, 0.05, 0.4], 1e-10);
        for (int k = 0; k < 3; k++)
        {
            double half = 0.5 * Math.Exp(-2 * W * solution.Times[k]);
            Approx.Equal([0.4 + half, 0.4 - half], solution.Polarizations[k], 1e-7, "z decays at 2W; tolerance times the number of steps");
        }
    }

    [Fact]
    public void WavesOnAChainDecayByTheLatticeDispersion()
    {
        // cos(πk(i+½)/n) on n spins with equal rates between neighbours decays at 2W(1 - cos(πk/n)): W a² q² for long waves.
        const int N = 200;
        const double W = 50;
        var network = new SpinNetwork(Symmetric(N, [.. Enumerable.Range(0, N - 1).Select(i => (i, i + 1, W))]));
        foreach (int k in new[] { 1, 7, 150 })
        {
            double[] wave = [.. Enumerable.Range(0, N).Select(i => Math.Cos(Math.PI * k * (i + 0.5) / N))];
            double[] derivative = new double[N];
            network.Derivative(wave, derivative);
            double rate = 2 * W * (1 - Math.Cos(Math.PI * k / N));
            Approx.Equal([.. wave.Select(v => -rate * v)], derivative, 1e-13 * W, "an eigenvector");
            double[] x = new double[N];
            network.SolveImplicit(2, wave, x);
            Approx.Equal([.. wave.Select(v => v / (1 + (2 * rate)))], x, 1e-11, "its implicit step; condition number 1 + 8W");
        }
    }

    [Fact]
    public void ShellsAreANetworkWithVolumesForWeights()
    {
        // With equal volumes the finite volumes are a network of rates g/w: both solvers must agree.
        RadialGrid grid = RadialGrid.Uniform(1e4, 1e4 + 1, 50);
        var shells = new RadialExchange(grid, _ => 0.02);
        double volume = grid.Volumes.Average();
        var network = new SpinNetwork(Symmetric(50, [.. Enumerable.Range(0, 49).Select(i => (i, i + 1, shells.Conductances[i] / volume))]));
        double[] initial = [.. grid.Centres.Select(r => r < 1e4 + 0.3 ? 0.7 : 0)];
        double[] times = [0, 0.1, 1, 10];
        ExchangeSolution a = new TrBdf2(shells).Solve(initial, times, 1e-9);
        ExchangeSolution b = new TrBdf2(network).Solve(initial, times, 1e-9);
        for (int k = 0; k < times.Length; k++)
        {
            Approx.Equal(a.Polarizations[k], b.Polarizations[k], 3e-4, "volumes differ by 2/r = 2e-4 over the layer");
        }
    }

    [LongFact]
    public void ARandomNetworkOfThousandsConservesPolarization()
    {
        const int N = 3000;
        var random = new System.Random(5);
        var network = new SpinNetwork(Symmetric(N, [.. Enumerable.Range(0, 6 * N).Select(_ => (I: random.Next(N), J: random.Next(N))).Where(p => p.I != p.J).Distinct().Select(p => (p.I, p.J, Math.Pow(10, (8 * random.NextDouble()) - 5)))]));
        double[] initial = [.. Enumerable.Range(0, N).Select(_ => (2 * random.NextDouble()) - 0.5)];
        ExchangeSolution solution = new TrBdf2(network).Solve(initial, [0, 1e-2, 1, 100, 1e4], 1e-4);
        double sum = initial.Sum();
        Assert.All(solution.Polarizations, p => Approx.Relative(sum, p.Sum(), 1e-12, "rates over eight decades, no loss"));
        double spread = solution.Polarizations[^1].Select(v => Math.Abs(v - (sum / N))).Max();
        Assert.True(spread < 0.9 * initial.Select(v => Math.Abs(v - (sum / N))).Max(), "it evens out");
    }

    [Fact]
    public void LossesAndGainsOfSingleSpinsActAsInTheirEquation()
    {
        const double W = 0.8;
        var network = new SpinNetwork(Symmetric(2, (0, 1, W)), [0.5, 0], [0.1, -0.02]);

        // Stationary: W (q - p) = 0.5 p - 0.1 and W (p - q) = 0.02.
        double p = (0.1 - 0.02) / 0.5;
        ExchangeSolution solution = new TrBdf2(network).Solve([0.3, -0.4], [0, 400], 1e-9);
        Approx.Equal([p, p - (0.02 / W)], solution.Polarizations[1], 1e-7, "exp(-80) of the start is left");
    }

    [Fact]
    public void ARateMatrixThatIsNoneIsRefused()
    {
        Assert.Contains("square", Message(SparseMatrix<double>.Zero(2, 3)), StringComparison.Ordinal);
        Assert.Contains("itself", Message(SparseMatrix<double>.Identity(2)), StringComparison.Ordinal);
        Assert.Contains("symmetric", Message(SparseMatrix<double>.FromEntries(2, 2, [(0, 1, 1.0), (1, 0, 2.0)])), StringComparison.Ordinal);
        Assert.Contains("positive", Message(SparseMatrix<double>.FromEntries(2, 2, [(0, 1, -1.0), (1, 0, -1.0)])), StringComparison.Ordinal);

        static string Message(SparseMatrix<double> matrix) => Assert.Throws<ArgumentException>(() => new SpinNetwork(matrix)).Message;
    }

    private static SparseMatrix<double> Symmetric(int n, params (int I, int J, double W)[] pairs) =>
        SparseMatrix<double>.FromEntries(n, n, pairs.SelectMany(p => new[] { (p.I, p.J, p.W), (p.J, p.I, p.W) }));
}
