namespace LindbladVerify.Dynamics.Diffusion;

/// <summary>Spherical shells between two radii: n shells with n + 1 faces.</summary>
public sealed class RadialGrid
{
    private readonly double[] faces;
    private readonly double[] centres;
    private readonly double[] volumes;

    private RadialGrid(double[] faces)
    {
        this.faces = faces;
        int n = faces.Length - 1;
        centres = new double[n];
        volumes = new double[n];
        for (int i = 0; i < n; i++)
        {
            double a = faces[i];
            double b = faces[i + 1];
            centres[i] = (a + b) / 2;
            volumes[i] = 4 * Math.PI / 3 * (b - a) * ((a * a) + (a * b) + (b * b));
        }
    }

    /// <summary>Number of shells.</summary>
    public int Count => centres.Length;

    /// <summary>Radii of the faces [n + 1], nm.</summary>
    public IReadOnlyList<double> Faces => faces;

    /// <summary>Radii half-way between the faces [n], nm.</summary>
    public IReadOnlyList<double> Centres => centres;

    /// <summary>Volumes [n], nm³.</summary>
    public IReadOnlyList<double> Volumes => volumes;

    /// <summary>Shells of equal thickness.</summary>
    /// <param name="inner">Inner radius, nm, zero or positive.</param>
    /// <param name="outer">Outer radius, nm, above the inner.</param>
    /// <param name="shells">At least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static RadialGrid Uniform(double inner, double outer, int shells)
    {
        if (!(inner >= 0) || !double.IsFinite(inner))
        {
            throw new ArgumentOutOfRangeException(nameof(inner), inner, $"The inner radius must be zero or positive, not {inner:R} nm.");
        }

        if (!(outer > inner) || !double.IsFinite(outer))
        {
            throw new ArgumentOutOfRangeException(nameof(outer), outer, $"The outer radius must be finite and exceed the inner radius {inner:R} nm; it is {outer:R} nm.");
        }

        if (shells < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(shells), shells, $"There must be at least 2 shells, not {shells}.");
        }

        return new RadialGrid([.. Enumerable.Range(0, shells + 1).Select(k => k == shells ? outer : inner + ((outer - inner) * k / shells))]);
    }

    /// <summary>The share of each shell that lies inside a radius, from 0 to 1 [n].</summary>
    public double[] InsideFraction(double radius)
    {
        double[] share = new double[Count];
        for (int i = 0; i < share.Length; i++)
        {
            double a = faces[i];
            double b = Math.Clamp(radius, a, faces[i + 1]);
            share[i] = 4 * Math.PI / 3 * (b - a) * ((a * a) + (a * b) + (b * b)) / volumes[i];
        }

        return share;
    }
}
