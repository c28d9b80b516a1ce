using LindbladVerify.Dynamics.Random;
using LindbladVerify.Formulas.Geometry;

namespace LindbladVerify.Verification.HypRes;

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
