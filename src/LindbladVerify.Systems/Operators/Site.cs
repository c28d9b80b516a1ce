using System.Globalization;

namespace LindbladVerify.Systems.Operators;

/// <summary>One factor of a Hilbert space: a spin j or an n-level system.</summary>
public sealed record Site
{
    private Site(string name, int dimension, double? spin)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Dimension = dimension;
        Spin = spin;
    }

    /// <summary>Name in expressions.</summary>
    public string Name { get; }

    /// <summary>Number of states.</summary>
    public int Dimension { get; }

    /// <summary>The spin quantum number j; null for an n-level site.</summary>
    public double? Spin { get; }

    /// <summary>A spin j with 2j+1 states, ordered m = +j, …, -j.</summary>
    /// <exception cref="ArgumentOutOfRangeException">2j is not a positive integer.</exception>
    public static Site OfSpin(string name, double spin)
    {
        double twice = 2 * spin;
        if (!(twice >= 1) || twice > 1000 || twice != Math.Round(twice))
        {
            throw new ArgumentOutOfRangeException(nameof(spin), spin, $"Site '{name}': a spin must be a positive multiple of 1/2, not {spin.ToString("R", CultureInfo.InvariantCulture)}.");
        }

        return new Site(name, (int)twice + 1, spin);
    }

    /// <summary>An n-level system with states |0>, …, |n-1>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is below 2.</exception>
    public static Site OfLevels(string name, int levels)
    {
        if (levels < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(levels), levels, $"Site '{name}': a site needs at least 2 levels, not {levels}.");
        }

        return new Site(name, levels, null);
    }
}
