using System.Numerics;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Systems.Permutation;

/// <summary>A generator on joint coordinates of classes of sites, as polynomials in the maps of the classes.</summary>
/// <param name="states">The coordinates.</param>
/// <param name="parts">Polynomials with what multiplies each: each cancels on its own, so slow terms survive next to fast ones.</param>
internal sealed class SymmetricGenerator(JointStates states, IReadOnlyList<(ClassPolynomial Map, double Rate)> parts)
{
    private readonly TermSum part = new();
    private readonly TermSum total = new();

    /// <summary>Where the generator leads from a coordinate; valid until the next call.</summary>
    public TermSum Apply(long code)
    {
        total.Clear();
        foreach ((ClassPolynomial map, double rate) in parts)
        {
            part.Clear();
            foreach ((FactorList factors, Complex value) in map.Terms)
            {
                Add(factors.Factors, factors.Factors.Length - 1, code, value);
            }

            total.AddTermsOf(part, rate);
        }

        return total;
    }

    private void Add(LocalFactor[] factors, int next, long code, Complex value)
    {
        if (next < 0)
        {
            part.Add(code, value);
            return;
        }

        LocalFactor f = factors[next];
        foreach ((long moved, double factor) in states.Image(code, f))
        {
            Add(factors, next - 1, moved, factor * value);
        }
    }
}

/// <summary>Joint coordinates of several classes of sites: products of coordinates of each.</summary>
internal sealed class JointStates
{
    private readonly IClassStates[] classes;
    private readonly long[] weights;

    /// <param name="classes">The classes, the first one slowest.</param>
    /// <exception cref="ManySitesException">There are too many codes for 63 bits.</exception>
    public JointStates(IClassStates[] classes)
    {
        this.classes = classes;
        weights = new long[classes.Length];
        long weight = 1;
        try
        {
            for (int k = classes.Length - 1; k >= 0; k--)
            {
                weights[k] = weight;
                weight = checked(weight * classes[k].Codes);
            }
        }
        catch (OverflowException)
        {
            throw new ManySitesException("the sites that are left without a partner have too many states");
        }
    }

    /// <summary>Number of coordinates.</summary>
    public double Count => classes.Aggregate(1.0, (product, c) => product * c.Count);

    /// <summary>The code with rows and columns exchanged.</summary>
    public long Adjoint(long code)
    {
        long adjoint = 0;
        for (int k = 0; k < classes.Length; k++)
        {
            adjoint += weights[k] * classes[k].Adjoint(Part(code, k));
        }

        return adjoint;
    }

    /// <summary>Whether a coordinate counts for the trace.</summary>
    public bool IsPopulation(long code)
    {
        for (int k = 0; k < classes.Length; k++)
        {
            if (!classes[k].IsPopulation(Part(code, k)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where a map of one class leads.</summary>
    public IEnumerable<(long Code, double Factor)> Image(long code, LocalFactor factor)
    {
        long own = Part(code, factor.Place);
        long weight = weights[factor.Place];
        foreach ((long moved, double value) in classes[factor.Place].Image(own, factor.Left, factor.Right))
        {
            yield return (code + (weight * (moved - own)), value);
        }
    }

    /// <summary>The coordinates of a product of local states.</summary>
    /// <param name="locals">By class, the density operators of its sites.</param>
    /// <param name="most">Most coordinates that are not 0.</param>
    /// <exception cref="ManySitesException">There are more.</exception>
    public IEnumerable<(long Code, Complex Value)> Product(IReadOnlyList<IReadOnlyList<Complex[,]>> locals, int most)
    {
        List<(long Code, Complex Value)> product = [(0, Complex.One)];
        for (int k = 0; k < classes.Length; k++)
        {
            (long Code, Complex Value)[] own = [.. classes[k].Product(locals[k])];
            if ((double)product.Count * own.Length > most)
            {
                throw new ManySitesException(FormattableString.Invariant($"its initial state has more than {most} coordinates that are not 0"));
            }

            long weight = weights[k];
            product = [.. product.SelectMany(p => own.Select(o => (p.Code + (weight * o.Code), p.Value * o.Value)))];
        }

        return product;
    }

    private long Part(long code, int k) => code / weights[k] % classes[k].Codes;
}
