using LindbladVerify.Dynamics.Diffusion;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Evidence;

namespace LindbladVerify.Verification.Paper;

/// <summary>
/// The HypRes experiment on single nuclei: many spheres with one electron each, every pair of nuclei within a cut-off exchanging at its own rate
/// W_ij; beyond the continuum of <see cref="HypResModel"/>, whose D = W a² it must approach where W hardly changes over a hop.
/// </summary>
/// <param name="Model">Conventions, noise, rate, polarization, preparation, relaxation.</param>
/// <param name="Arrangement">Lattice or glass.</param>
/// <param name="Spheres">Number of spheres, at least 1.</param>
/// <param name="Cutoff">Largest distance of an exchanging pair, in units of a. Up to 1.4 a lattice has its six neighbours, as D = W a² supposes.</param>
/// <param name="Seed">Seed of the positions.</param>
internal sealed record SpinEnsemble(HypResModel Model, SpinArrangement Arrangement, int Spheres = 30, double Cutoff = 1.2, ulong Seed = 1)
{
    /// <summary>Positions of all nuclei by sphere, nm.</summary>
    public IReadOnlyList<IReadOnlyList<Position>> Positions()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Spheres, 1);
        if (!(Cutoff > 0) || !double.IsFinite(Cutoff))
        {
            throw new ArgumentException($"Cutoff = {Cutoff:R} is not allowed: it must be positive, in units of a.", nameof(Cutoff));
        }

        return [.. Enumerable.Range(0, Spheres).Select(k => SpinCloud.Of(Model, Arrangement, Seed, k))];
    }

    /// <summary>W [n, n], 1/s: symmetric, spheres one after another, no exchange between spheres.</summary>
    /// <exception cref="ArgumentException">The conventions do not give one coupling per distance.</exception>
    public SparseMatrix<double> Rates()
    {
        IReadOnlyList<IReadOnlyList<Position>> spheres = Positions();
        ElectronNoise noise = ElectronNoise.Parse(Model.Noise);
        var entries = new List<(int Row, int Column, double Value)>();
        int offset = 0;
        foreach (IReadOnlyList<Position> spins in spheres)
        {
            for (int i = 0; i < spins.Count; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    if ((spins[i] - spins[j]).Length <= Cutoff * Model.Conventions.Separation)
                    {
                        double w = RateSurvey.Row(Model.Method, Pair(spins[i], spins[j]), noise).Value ?? 0;
                        entries.Add((offset + i, offset + j, w));
                        entries.Add((offset + j, offset + i, w));
                    }
                }
            }

            offset += spins.Count;
        }

        return SparseMatrix<double>.FromEntries(offset, offset, entries);
    }

    /// <summary>The HypRes curve of the ensemble, with diffusion alone or with relaxation and source.</summary>
    /// <param name="times">s, ascending from 0.</param>
    /// <param name="relaxation">Whether nuclei relax and are pumped as in the model.</param>
    /// <param name="tolerance">Largest error per step.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>Mean polarization of the visible spins at each time, and of all spins.</returns>
    public (double[] Visible, double[] All) Solve(IReadOnlyList<double> times, bool relaxation = false, double tolerance = 1e-5, CancellationToken cancellation = default)
    {
        Position[] spins = [.. Positions().SelectMany(s => s)];
        bool[] hidden = [.. spins.Select(p => p.Length < Model.Conventions.HiddenRadius)];
        (double[] losses, double[] gains) = relaxation ? Relaxation(spins, hidden) : (new double[spins.Length], new double[spins.Length]);
        var network = new SpinNetwork(Rates(), losses, gains);
        ExchangeSolution solution = new TrBdf2(network).Solve([.. hidden.Select(h => h ? Model.Prepared : 0)], times, tolerance, cancellation);
        int visible = hidden.Count(h => !h);
        return (
            solution.Observe([.. hidden.Select(h => h ? 0 : 1.0 / visible)]),
            solution.Observe([.. hidden.Select(_ => 1.0 / hidden.Length)]));
    }

    private (double[] Losses, double[] Gains) Relaxation(Position[] spins, bool[] hidden)
    {
        double larmor = PhysicalConstants.ProtonGyromagneticRatio.Value * Model.Field;
        double[] losses = new double[spins.Length];
        double[] gains = new double[spins.Length];
        for (int i = 0; i < spins.Length; i++)
        {
            double paramagnetic = Model.ParamagneticRelaxation ? 2 * RelaxationFromGeometry.ShellLongitudinalRate(spins[i].Length, Model.Polarization, Model.Conventions.ElectronRate, larmor) : 0;
            double relaxation = paramagnetic + (1 / Model.BulkRelaxationTime);
            double source = hidden[i] ? Model.DnpRate : 0;
            losses[i] = relaxation + source;
            gains[i] = (relaxation * Model.Thermal) + (source * Model.DnpPolarization);
        }

        return (losses, gains);
    }

    private NuclearPair Pair(Position first, Position second)
    {
        PairCouplings c = Model.Conventions.PairOf(first, second);
        return new NuclearPair(c.Dipolar, c.Hyperfine, Model.Polarization, c.ElectronRate, c.Broadening);
    }
}

/// <summary>Positions of nuclei around one electron, between the innermost nucleus and r_MV.</summary>
internal static class SpinCloud
{
    /// <summary>Smallest distance in a glass, in units of a: an exclusion far below the density at which random addition jams.</summary>
    private const double Exclusion = 0.6;

    /// <summary>The positions of one sphere, nm; the same for the same seed and index.</summary>
    public static List<Position> Of(HypResModel model, SpinArrangement arrangement, ulong seed, int index)
    {
        var random = new RandomStream(new StreamKey(seed), index);
        return arrangement == SpinArrangement.Lattice ? Lattice(model, ref random) : Glass(model, ref random);
    }

    private static List<Position> Lattice(HypResModel model, ref RandomStream random)
    {
        double a = model.Conventions.Separation;
        double outer = model.Conventions.MeanVolumeRadius;
        (Position u, Position v, Position w) = Rotation(ref random);
        var shift = new Position(random.NextUniform(), random.NextUniform(), random.NextUniform());
        int reach = (int)Math.Ceiling(outer / a) + 1;
        List<Position> spins = [];
        for (int i = -reach; i <= reach; i++)
        {
            for (int j = -reach; j <= reach; j++)
            {
                for (int k = -reach; k <= reach; k++)
                {
                    Position p = (a * (i + shift.X) * u) + (a * (j + shift.Y) * v) + (a * (k + shift.Z) * w);
                    if (p.Length >= model.InnerRadius && p.Length <= outer)
                    {
                        spins.Add(p);
                    }
                }
            }
        }

        return spins;
    }

    private static List<Position> Glass(HypResModel model, ref RandomStream random)
    {
        double a = model.Conventions.Separation;
        double inner = model.InnerRadius;
        double outer = model.Conventions.MeanVolumeRadius;
        double volume = 4 * Math.PI / 3 * (Math.Pow(outer, 3) - Math.Pow(inner, 3));
        double expected = volume / (a * a * a);
        int count = (int)expected + (random.NextUniform() < expected - Math.Floor(expected) ? 1 : 0);
        List<Position> spins = new(count);
        while (spins.Count < count)
        {
            double r = Math.Cbrt((inner * inner * inner) + (random.NextUniform() * ((outer * outer * outer) - (inner * inner * inner))));
            Position p = r * Direction(ref random);
            if (spins.TrueForAll(q => (p - q).Length >= Exclusion * a))
            {
                spins.Add(p);
            }
        }

        return spins;
    }

    /// <summary>Three orthonormal directions, uniform over rotations.</summary>
    private static (Position First, Position Second, Position Third) Rotation(ref RandomStream random)
    {
        Position u = Direction(ref random);
        Position raw = Direction(ref random);
        Position v = raw - (raw.Dot(u) * u);
        v = 1 / v.Length * v;
        return (u, v, new Position((u.Y * v.Z) - (u.Z * v.Y), (u.Z * v.X) - (u.X * v.Z), (u.X * v.Y) - (u.Y * v.X)));
    }

    private static Position Direction(ref RandomStream random)
    {
        double z = (2 * random.NextUniform()) - 1;
        double rho = Math.Sqrt(Math.Max(0, (1 - z) * (1 + z)));
        (double sin, double cos) = Math.SinCos(2 * Math.PI * random.NextUniform());
        return new Position(rho * cos, rho * sin, z);
    }
}

/// <summary>Where the nuclei of a sphere sit.</summary>
internal enum SpinArrangement
{
    /// <summary>On a simple cubic lattice of spacing a, turned and shifted at random.</summary>
    Lattice,

    /// <summary>At random, no two closer than 0.6 a (random sequential addition), at the density of the lattice.</summary>
    Glass,
}
