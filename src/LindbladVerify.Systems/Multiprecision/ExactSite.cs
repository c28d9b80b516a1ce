using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>The operators of a site with exact matrix elements.</summary>
internal static class ExactSite
{
    /// <summary>[n, n] on the site's own states, m = j, …, -j or levels 0, 1, ….</summary>
    /// <param name="site">The site.</param>
    /// <param name="name">x, y, z, p, m, one; a, ad, n, proj, one; ket.</param>
    /// <param name="states">The level of proj, or i and j of ket.</param>
    public static ExactMatrix Of(Site site, string name, IReadOnlyList<int> states)
    {
        int n = site.Dimension;
        var half = ExactNumber.Of(new Rational(1, 2));
        ExactMatrix step = Step(n, isSpin: site.Spin is not null);
        return name switch
        {
            "z" => Diagonal(n, k => new Rational(n - 1 - (2 * k), 2)),
            "p" or "a" => step,
            "m" or "ad" => step.Adjoint,
            "x" => half * (step + step.Adjoint),
            "y" => (ExactNumber.ImaginaryOne * ExactNumber.Of(new Rational(-1, 2))) * (step + (-ExactNumber.One * step.Adjoint)),
            "n" => Diagonal(n, k => k),
            "proj" => Unit(n, states[0], states[0]),
            "ket" => Unit(n, states[0], states[1]),
            "one" => ExactMatrix.Identity(n),
            _ => throw new UnsupportedModelException($"Site '{site.Name}' has no operator '{name}' in many digits."),
        };
    }

    /// <summary>A local operator on all sites.</summary>
    public static ExactMatrix On(HilbertSpace space, int index, ExactMatrix local)
    {
        int after = space.Sites.Skip(index + 1).Aggregate(1, (d, s) => d * s.Dimension);
        int before = space.Dimension / after / local.Dimension;
        var result = new ExactMatrix(space.Dimension);
        foreach (((int row, int column), ExactNumber value) in local.Entries)
        {
            for (int b = 0; b < before; b++)
            {
                for (int a = 0; a < after; a++)
                {
                    int offset = (b * local.Dimension * after) + a;
                    result.Add(offset + (row * after), offset + (column * after), value);
                }
            }
        }

        return result;
    }

    /// <summary>Entries (k-1, k): I+ of a spin, whose states begin with the highest m; a of levels.</summary>
    private static ExactMatrix Step(int n, bool isSpin)
    {
        var step = new ExactMatrix(n);
        for (int k = 1; k < n; k++)
        {
            // √(j(j+1) - m(m+1)) with m = j - k is √(k(2j + 1 - k)).
            Rational square = isSpin ? k * (n - k) : k;
            step.Add(k - 1, k, new ExactNumber(RootSum.Root(square), RootSum.Zero));
        }

        return step;
    }

    private static ExactMatrix Unit(int n, int row, int column)
    {
        var unit = new ExactMatrix(n);
        unit.Add(row, column, ExactNumber.One);
        return unit;
    }

    private static ExactMatrix Diagonal(int n, Func<int, Rational> value)
    {
        var diagonal = new ExactMatrix(n);
        for (int k = 0; k < n; k++)
        {
            if (!value(k).IsZero)
            {
                diagonal.Add(k, k, ExactNumber.Of(value(k)));
            }
        }

        return diagonal;
    }
}

/// <summary>A sparse matrix of exact numbers.</summary>
internal sealed class ExactMatrix(int dimension)
{
    private readonly Dictionary<(int Row, int Column), ExactNumber> entries = [];

    public int Dimension { get; } = dimension;

    public IReadOnlyDictionary<(int Row, int Column), ExactNumber> Entries => entries;

    public bool IsZero => entries.Count == 0;

    public ExactMatrix Adjoint
    {
        get
        {
            var adjoint = new ExactMatrix(Dimension);
            foreach (((int row, int column), ExactNumber value) in entries)
            {
                adjoint.entries[(column, row)] = value.Conjugate;
            }

            return adjoint;
        }
    }

    public static ExactMatrix Identity(int dimension)
    {
        var one = new ExactMatrix(dimension);
        for (int k = 0; k < dimension; k++)
        {
            one.entries[(k, k)] = ExactNumber.One;
        }

        return one;
    }

    public static ExactMatrix operator +(ExactMatrix a, ExactMatrix b)
    {
        var sum = new ExactMatrix(a.Dimension);
        sum.Accumulate(a, ExactNumber.One);
        sum.Accumulate(b, ExactNumber.One);
        return sum;
    }

    public static ExactMatrix operator *(ExactNumber factor, ExactMatrix a)
    {
        var product = new ExactMatrix(a.Dimension);
        product.Accumulate(a, factor);
        return product;
    }

    public static ExactMatrix operator *(ExactMatrix a, ExactMatrix b)
    {
        var product = new ExactMatrix(a.Dimension);
        ILookup<int, KeyValuePair<(int Row, int Column), ExactNumber>> rows = b.entries.ToLookup(e => e.Key.Row);
        foreach (((int row, int middle), ExactNumber x) in a.entries)
        {
            foreach (((_, int column), ExactNumber y) in rows[middle])
            {
                product.Add(row, column, x * y);
            }
        }

        return product;
    }

    /// <summary>Adds to an entry.</summary>
    public void Add(int row, int column, ExactNumber value)
    {
        ExactNumber sum = entries.TryGetValue((row, column), out ExactNumber? before) ? before + value : value;
        if (sum.IsZero)
        {
            entries.Remove((row, column));
        }
        else
        {
            entries[(row, column)] = sum;
        }
    }

    private void Accumulate(ExactMatrix a, ExactNumber factor)
    {
        foreach (((int row, int column), ExactNumber value) in a.entries)
        {
            Add(row, column, factor * value);
        }
    }
}

/// <summary>A complex number whose parts are sums of roots.</summary>
/// <param name="Real">Real part.</param>
/// <param name="Imaginary">Imaginary part.</param>
internal sealed record ExactNumber(RootSum Real, RootSum Imaginary)
{
    public static ExactNumber One { get; } = new(RootSum.One, RootSum.Zero);

    public static ExactNumber ImaginaryOne { get; } = new(RootSum.Zero, RootSum.One);

    public bool IsZero => Real.IsZero && Imaginary.IsZero;

    public ExactNumber Conjugate => Imaginary.IsZero ? this : new(Real, -Imaginary);

    public static ExactNumber Of(Rational value) => new(RootSum.Of(value), RootSum.Zero);

    public static ExactNumber operator -(ExactNumber x) => new(-x.Real, -x.Imaginary);

    public static ExactNumber operator +(ExactNumber a, ExactNumber b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    public static ExactNumber operator *(ExactNumber a, ExactNumber b) =>
        new((a.Real * b.Real) - (a.Imaginary * b.Imaginary), (a.Real * b.Imaginary) + (a.Imaginary * b.Real));
}
