using System.Numerics;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Systems.Permutation;

/// <summary>
/// A sum of products of local elements, of operators (nothing from the right) or of maps X → A X B: what a model of many sites is before anything of
/// the size of its Hilbert space exists. The size of what went into each sum is kept, so that what remains of exact cancellations is dropped.
/// </summary>
/// <param name="algebras">The algebra of each place.</param>
internal sealed class StringSum(SiteAlgebra[] algebras)
{
    /// <summary>Most terms of one sum: some hundred bytes each.</summary>
    public const int MostTerms = 4_000_000;
    private readonly SiteAlgebra[] algebras = algebras;
    private readonly Dictionary<FactorList, (Complex Value, double Magnitude)> terms = [];

    /// <summary>The terms that are more than rounding.</summary>
    public IEnumerable<(FactorList Factors, Complex Value)> Terms => terms
        .Where(t => !CancellationSum.IsResidue(Complex.Abs(t.Value.Value), t.Value.Magnitude))
        .Select(t => (t.Key, new Complex(CancellationSum.WithoutDust(t.Value.Value.Real, t.Value.Magnitude), CancellationSum.WithoutDust(t.Value.Value.Imaginary, t.Value.Magnitude))));

    /// <summary>A sum of operators of few sites.</summary>
    public static StringSum Of(IEnumerable<SiteOperator> addends, IReadOnlyList<Site> sites, SiteAlgebra[] algebras)
    {
        var sum = new StringSum(algebras);
        var bases = new Dictionary<string, ProductBasis>(StringComparer.Ordinal);
        foreach (SiteOperator addend in addends)
        {
            int[] own = addend.Sites;
            if (own.Length == 0)
            {
                sum.Add(new FactorList(), addend.Matrix[0, 0]);
                continue;
            }

            string key = string.Join(',', own.Select(s => algebras[s].Levels));
            if (!bases.TryGetValue(key, out ProductBasis? basis))
            {
                bases[key] = basis = new ProductBasis(new HilbertSpace([.. own.Select(s => sites[s])]));
            }

            foreach ((long code, Complex value) in basis.Expand(new Operator(addend.Matrix)))
            {
                int[] digits = [.. own.Select((_, k) => basis.Digit(code, k))];
                double norm = 1;
                for (int k = 0; k < own.Length; k++)
                {
                    norm *= algebras[own[k]].Norm(digits[k]);
                }

                Complex scaled = value / norm;
                double size = Complex.Abs(scaled);
                var exact = new Complex(CancellationSum.WithoutDust(scaled.Real, size), CancellationSum.WithoutDust(scaled.Imaginary, size));
                sum.Add(new FactorList([.. own.Select((s, k) => new LocalFactor(s, digits[k], 0)).Where(f => f.Left != 0)]), exact);
            }
        }

        return sum;
    }

    /// <summary>-i[H, X] as a map.</summary>
    public static StringSum Commutator(StringSum hamiltonian)
    {
        var map = new StringSum(hamiltonian.algebras);
        foreach ((FactorList h, Complex value) in hamiltonian.Terms)
        {
            map.Add(h, new Complex(0, -1) * value);
            map.Add(FromRight(h), new Complex(0, 1) * value);
        }

        return map;
    }

    /// <summary>Adds L X L† - {L†L, X}/2.</summary>
    public void AddDissipator(StringSum jump)
    {
        (FactorList Factors, Complex Value)[] own = [.. jump.Terms];
        (FactorList Factors, Complex Value)[] adjoint = [.. jump.Adjoint().Terms];
        foreach ((FactorList a, Complex x) in own)
        {
            foreach ((FactorList b, Complex y) in adjoint)
            {
                Add(Beside(a, b), x * y);
                foreach ((FactorList product, double factor) in Product(b, a))
                {
                    Complex half = -0.5 * factor * (x * y);
                    Add(product, half);
                    Add(FromRight(product), half);
                }
            }
        }
    }

    /// <summary>The adjoint of an operator.</summary>
    public StringSum Adjoint()
    {
        var adjoint = new StringSum(algebras);
        foreach ((FactorList factors, Complex value) in Terms)
        {
            adjoint.Add(new FactorList([.. factors.Factors.Select(f => f with { Left = algebras[f.Place].Adjoint(f.Left) })]), Complex.Conjugate(value));
        }

        return adjoint;
    }

    /// <summary>a·this + b·other.</summary>
    public StringSum Combined(Complex a, StringSum other, Complex b)
    {
        var sum = new StringSum(algebras);
        foreach ((FactorList factors, Complex value) in Terms)
        {
            sum.Add(factors, a * value);
        }

        foreach ((FactorList factors, Complex value) in other.Terms)
        {
            sum.Add(factors, b * value);
        }

        return sum;
    }

    /// <summary>The largest modulus of a coefficient.</summary>
    public double Largest() => Terms.Select(t => Complex.Abs(t.Value)).DefaultIfEmpty(0).Max();

    /// <summary>Adds a term.</summary>
    /// <exception cref="ManySitesException">There are too many.</exception>
    public void Add(FactorList factors, Complex value)
    {
        (Complex Value, double Magnitude) before = terms.GetValueOrDefault(factors);
        terms[factors] = (before.Value + value, before.Magnitude + Complex.Abs(value));
        if (terms.Count > MostTerms)
        {
            throw new ManySitesException(FormattableString.Invariant($"its generator has more than {MostTerms} terms when it is written as products of local operators"));
        }
    }

    /// <summary>Whether exchanging two sites changes nothing.</summary>
    /// <param name="touching">The terms by site, from <see cref="BySite"/>.</param>
    /// <param name="a">A site.</param>
    /// <param name="b">Another one.</param>
    public bool IsUnchanged(ILookup<int, FactorList> touching, int a, int b)
    {
        foreach (FactorList factors in touching[a].Concat(touching[b]))
        {
            (Complex value, double magnitude) = terms[factors];
            (Complex other, double otherMagnitude) = terms.GetValueOrDefault(factors.Exchanged(a, b));
            if (!CancellationSum.IsResidue(Complex.Abs(value - other), Math.Max(magnitude, otherMagnitude)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The terms that act on each site.</summary>
    public ILookup<int, FactorList> BySite() => terms.Keys.SelectMany(t => t.Factors.Select(f => (f.Place, t))).ToLookup(p => p.Place, p => p.t);

    /// <summary>The product of the elements of two operators.</summary>
    private IEnumerable<(FactorList Factors, double Factor)> Product(FactorList a, FactorList b)
    {
        List<LocalFactor> merged = Merge(a, b);
        if (merged.TrueForAll(f => f.Left == 0 || f.Right == 0))
        {
            return [(new FactorList([.. merged.Select(f => new LocalFactor(f.Place, f.Left + f.Right, 0))]), 1)];
        }

        List<(List<LocalFactor> Factors, double Factor)> partial = [([], 1)];
        foreach ((int place, int left, int right) in merged)
        {
            (int Index, double Factor)[] product = left == 0 ? [(right, 1)] : right == 0 ? [(left, 1)] : algebras[place].Product(left, right);
            if (product.Length == 1)
            {
                for (int k = 0; k < partial.Count; k++)
                {
                    Append(partial[k].Factors, product[0].Index);
                    partial[k] = (partial[k].Factors, partial[k].Factor * product[0].Factor);
                }
            }
            else
            {
                partial = [.. partial.SelectMany(p => product.Select(t =>
                {
                    List<LocalFactor> longer = [.. p.Factors];
                    Append(longer, t.Index);
                    return (longer, p.Factor * t.Factor);
                }))];
            }

            void Append(List<LocalFactor> list, int element)
            {
                if (element != 0)
                {
                    list.Add(new LocalFactor(place, element, 0));
                }
            }
        }

        return partial.Select(p => (new FactorList([.. p.Factors]), p.Factor));
    }

    /// <summary>X → A X B.</summary>
    private static FactorList Beside(FactorList a, FactorList b) => new([.. Merge(a, b)]);

    private static FactorList FromRight(FactorList a) => new(Array.ConvertAll(a.Factors, f => new LocalFactor(f.Place, 0, f.Left)));

    private static List<LocalFactor> Merge(FactorList a, FactorList b)
    {
        LocalFactor[] x = a.Factors;
        LocalFactor[] y = b.Factors;
        var merged = new List<LocalFactor>(x.Length + y.Length);
        int j = 0;
        foreach (LocalFactor f in x)
        {
            for (; j < y.Length && y[j].Place < f.Place; j++)
            {
                merged.Add(new LocalFactor(y[j].Place, 0, y[j].Left));
            }

            bool isShared = j < y.Length && y[j].Place == f.Place;
            merged.Add(new LocalFactor(f.Place, f.Left, isShared ? y[j++].Left : 0));
        }

        for (; j < y.Length; j++)
        {
            merged.Add(new LocalFactor(y[j].Place, 0, y[j].Left));
        }

        return merged;
    }
}

/// <summary>A model of many sites that cannot be solved by its permutation symmetry; the message completes "… since …".</summary>
internal sealed class ManySitesException(string message) : Exception(message);
