using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>
/// A quantity as a rational function of its variables that can be evaluated at every point, also where a square root occurs in it and drops out: with x in
/// place of √r the quantity is rational in x, and modulo x² - r it is the value.
/// </summary>
/// <remarks>A root of a whole number that does not drop out leaves a + b √r with rational functions a and b, each of which can be asked for. Not safe to use from several threads. Cost: one evaluation where there are no roots; else two at x = ±√r where r is a square in the field, as at half of all points, and as many as the degree in x asks for where it is none.</remarks>
internal sealed class FieldBox : IBlackBox
{
    private const ulong LargestConstant = 1UL << 32;
    private readonly Evaluation evaluate;
    private readonly RootPart part;
    private readonly bool isPiVariable;
    private readonly Dictionary<PrimeField, Valuation> valuations = [];
    private readonly Dictionary<(PrimeField, int), InterpolationNodes> nodesOf = [];
    private readonly CancellationToken cancellation;
    private int nodeCount = 4;
    private int needed;

    /// <param name="variables">Number of variables, without pi.</param>
    /// <param name="evaluate">The value at a point, without pi.</param>
    /// <param name="cancellation">Stops whatever asks for values.</param>
    /// <param name="part">What is asked for where a root of a whole number does not drop out.</param>
    /// <param name="isPiVariable">Whether pi is a further variable, the last: no polynomial with whole coefficients vanishes there.</param>
    public FieldBox(int variables, Evaluation evaluate, CancellationToken cancellation, RootPart part = RootPart.Whole, bool isPiVariable = false)
    {
        this.part = part;
        this.isPiVariable = isPiVariable;
        this.cancellation = cancellation;
        VariableCount = variables + (isPiVariable ? 1 : 0);
        this.evaluate = evaluate;
    }

    /// <summary>The value at a point; false where there is none.</summary>
    public delegate bool Evaluation(Valuation valuation, ReadOnlySpan<ulong> point, out ulong value);

    /// <inheritdoc/>
    public int VariableCount { get; }

    /// <inheritdoc/>
    /// <exception cref="NotAlgebraicException">The value is no rational function of the variables.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool TryEvaluate(PrimeField field, ReadOnlySpan<ulong> point, out ulong value)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!valuations.TryGetValue(field, out Valuation? valuation))
        {
            valuations[field] = valuation = new Valuation(field, new FieldSampler(field.Modulus));
        }

        const ulong Placeholder = 0x9E3779B97F4A7C1;
        bool exists = TryWith(valuation, Placeholder, point, out value);
        if (valuation.HasIndeterminates)
        {
            throw valuation.HasFunctions ? new NotAlgebraicException("Exponentials, logarithms or functions made of them (sin, cos, tanh, …) occur: there is no rational function of the parameters.") : new PiOccursException();
        }

        if (valuation.HasSeveralRadicands)
        {
            throw new NotAlgebraicException("Square roots of different expressions occur together: there is no rational function of the parameters here.");
        }

        if (valuation.Radicand is { } radicand)
        {
            return TryModulo(valuation, point, radicand, out value);
        }

        value = part == RootPart.Odd ? 0 : value;
        return exists;
    }

    private bool TryWith(Valuation valuation, ulong root, ReadOnlySpan<ulong> point, out ulong value)
    {
        valuation.Substitute(root);
        if (!isPiVariable)
        {
            return evaluate(valuation, point, out value);
        }

        valuation.GivePi(point[^1]);
        return evaluate(valuation, point[..^1], out value);
    }

    private bool TryModulo(Valuation valuation, ReadOnlySpan<ulong> point, ulong radicand, out ulong value)
    {
        const int MostNodes = 160;
        PrimeField field = valuation.Field;
        value = 0;
        if (radicand != 0 && field.TrySquareRoot(radicand, out ulong root))
        {
            // a ± b √r.
            ulong half = (field.Modulus + 1) / 2;
            return TryWith(valuation, root, point, out ulong plus)
                && TryWith(valuation, field.Negate(root), point, out ulong minus)
                && TryPart(field.Multiply(field.Add(plus, minus), half), plus == minus ? 0 : field.Divide(field.Multiply(field.Subtract(plus, minus), half), root), radicand, out value);
        }

        for (; nodeCount <= MostNodes; nodeCount = Prober.More(nodeCount))
        {
            InterpolationNodes nodes = Nodes(field);
            var values = new ulong[nodes.Count];
            for (int k = 0; k < values.Length; k++)
            {
                if (!TryWith(valuation, nodes.Nodes[k], point, out values[k]))
                {
                    return false;
                }
            }

            if (UnivariateRational.Fit(nodes, values) is { } line)
            {
                nodeCount = needed = Math.Max(needed, line.ValuesNeeded);
                return TryReduce(field, line, radicand, out value);
            }
        }

        throw new NotAlgebraicException("A square root occurs in powers too high to be eliminated.");
    }

    private bool TryReduce(PrimeField field, UnivariateRational line, ulong radicand, out ulong value)
    {
        (ulong n0, ulong n1) = Halves(field, line.Numerator, radicand);
        (ulong d0, ulong d1) = Halves(field, line.Denominator, radicand);

        // (n0 + n1 x)/(d0 + d1 x) with x² = r.
        ulong norm = field.Subtract(field.Multiply(d0, d0), field.Multiply(field.Multiply(d1, d1), radicand));
        value = 0;
        if (!field.TryInverse(norm, out ulong inverse))
        {
            return false;
        }

        ulong even = field.Subtract(field.Multiply(n0, d0), field.Multiply(field.Multiply(n1, d1), radicand));
        ulong odd = field.Subtract(field.Multiply(n1, d0), field.Multiply(n0, d1));
        return TryPart(field.Multiply(even, inverse), field.Multiply(odd, inverse), radicand, out value);
    }

    /// <summary>What is asked for of a + b √r.</summary>
    private bool TryPart(ulong even, ulong odd, ulong radicand, out ulong value)
    {
        if (part == RootPart.Whole && odd != 0)
        {
            throw radicand < LargestConstant
                ? new ConstantRootException(radicand)
                : new NotAlgebraicException("The value has a square root that does not drop out: it is no rational function of the parameters.");
        }

        value = part == RootPart.Odd ? odd : even;
        return true;
    }

    private static (ulong Even, ulong Odd) Halves(PrimeField field, UnivariatePolynomial polynomial, ulong radicand)
    {
        ulong even = 0;
        ulong odd = 0;
        for (int k = polynomial.Degree; k >= 0; k--)
        {
            (even, odd) = (field.Add(field.Multiply(odd, radicand), polynomial[k]), even);
        }

        return (even, odd);
    }

    private InterpolationNodes Nodes(PrimeField field)
    {
        if (!nodesOf.TryGetValue((field, nodeCount), out InterpolationNodes? nodes))
        {
            var parameters = new ulong[nodeCount];
            new FieldSampler(field.Modulus + 1).Fill(field, parameters);
            nodesOf[(field, nodeCount)] = nodes = new InterpolationNodes(field, parameters);
        }

        return nodes;
    }
}

/// <summary>Which part of a + b √r is meant, r a whole number.</summary>
internal enum RootPart
{
    /// <summary>All of it: b must be 0.</summary>
    Whole,

    /// <summary>a.</summary>
    Even,

    /// <summary>b.</summary>
    Odd,
}

/// <summary>A value holds the root of a whole number.</summary>
internal sealed class ConstantRootException(ulong radicand) : NotAlgebraicException(FormattableString.Invariant($"The value holds sqrt({radicand}): it is no rational function of the parameters."))
{
    /// <summary>The number.</summary>
    public ulong Radicand { get; } = radicand;
}

/// <summary>A value holds pi and nothing else that is no rational function: with pi as a further variable it is one.</summary>
internal sealed class PiOccursException() : NotAlgebraicException("pi occurs: there is no rational function of the parameters alone.");

/// <summary>Prime fields drawn at random from all moduli of <see cref="PrimeField"/>, the same for the same seed.</summary>
internal sealed class RandomFields(ulong seed)
{
    /// <summary>A lower bound of how many primes there are to draw from: 2^38 numbers, of which one in 8 · 2^5 · 61 ln 2 = 10824 is a prime of these classes; a tenth less.</summary>
    public const double Pool = 2.28e7;

    private readonly FieldSampler sampler = new(seed ^ 0x5DEECE66DUL);
    private readonly List<PrimeField> drawn = [];
    private readonly Lock gate = new();

    /// <summary>The k-th field.</summary>
    public PrimeField At(int index)
    {
        lock (gate)
        {
            while (drawn.Count <= index)
            {
                drawn.Add(Draw());
            }

            return drawn[index];
        }
    }

    private PrimeField Draw()
    {
        while (true)
        {
            ulong candidate = PrimeField.Candidate(sampler.NextBits() >> (64 - PrimeField.CandidateBits));
            if (PrimeField.IsModulus(candidate))
            {
                return PrimeField.Of(candidate);
            }
        }
    }
}
