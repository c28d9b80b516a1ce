using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Turns a black box into a formula: numerator and denominator in lowest terms with rational coefficients.</summary>
/// <remarks>
/// Steps: degrees, factors that are powers of a variable and parity from one line along each variable; scalings under which the function is
///   homogeneous from its logarithmic slopes at one point (each sets one variable to 1); monomials and coefficients modulo one prime
///   (<see cref="ImageInterpolator"/>); coefficients modulo further primes until they can be read as rational numbers; a check at fresh
///   points, modulo a prime that was not used and one that was.
/// Cost: for T terms of degree d along a line about 2 T_max d values of the black box for the first prime, half of it for each further one,
///   T_max being the largest number of terms of one weight, and O(d^2) operations a line.
/// Deterministic: the random points follow from the seed of the limits.
/// </remarks>
internal static class RationalReconstruction
{
    private const int PointsOfCheck = 2;

    /// <summary>With fewer values no function of so many variables can be found: a line along each is the beginning.</summary>
    public static int LeastProbes(int variables) => 1 + (Prober.FewestOnLine * variables);

    /// <summary>Reconstructs a black box.</summary>
    /// <param name="box">A rational function with rational coefficients.</param>
    /// <param name="limits">What it may cost; null for <see cref="ReconstructionLimits.Default"/>.</param>
    /// <param name="cancellation">Stops it: the result is then a refusal.</param>
    public static ReconstructionResult Run(IBlackBox box, ReconstructionLimits? limits = null, CancellationToken cancellation = default)
    {
        var prober = new Prober(box, limits ?? ReconstructionLimits.Default, cancellation);
        ReducedBox? reduced = null;
        try
        {
            return Run(prober, ref reduced);
        }
        catch (RefusalException e)
        {
            var refusal = new Refusal(e.Reason, $"No closed form: {e.Message}.", e.Limit, e.Reached, reduced?.Degrees ?? []);
            return new(null, refusal, prober.Probes, 0, 1, prober.Elapsed);
        }
    }

    private static ReconstructionResult Run(Prober prober, ref ReducedBox? reduced)
    {
        prober.CheckTime();
        int n = prober.Box.VariableCount;
        for (int attempt = 0; attempt < ImageInterpolator.Attempts; attempt++)
        {
            // Another prime each time: one that divides a coefficient would hide a term.
            PrimeField field = PrimeField.At(attempt);
            reduced = ReducedBox.Of(prober, field);
            if (reduced is null)
            {
                RationalFunction zero = new(MultivariatePolynomial.Zero(n), MultivariatePolynomial.Constant(n, 1));
                return new(zero, null, prober.Probes, 1, FailureProbability(4 * prober.Limits.Degree), prober.Elapsed);
            }

            var interpolator = new ImageInterpolator(prober, reduced);
            foreach (TermImage image in interpolator.Discover(field, attempt))
            {
                if (image.Support.TermCount > prober.Limits.Terms)
                {
                    throw new RefusalException(RefusalReason.TooManyTerms, $"numerator and denominator have {image.Support.TermCount} terms", prober.Limits.Terms, image.Support.TermCount);
                }

                if (Agrees(prober, field, Build(reduced, n, image.Support, image.Residues())) && Lift(prober, reduced, interpolator, image) is ReconstructionResult result)
                {
                    return result;
                }
            }
        }

        throw new RefusalException(RefusalReason.NotRational, "no rational function fits all values");
    }

    /// <summary>More primes until the coefficients are rational numbers that a fresh prime confirms; null where other primes need other monomials.</summary>
    private static ReconstructionResult? Lift(Prober prober, ReducedBox reduced, ImageInterpolator interpolator, TermImage image)
    {
        BigInteger[] residues = Array.ConvertAll(image.Coefficients, c => (BigInteger)c);
        BigInteger modulus = image.Field.Modulus;
        BigRational[] numbers = new BigRational[residues.Length];
        int doubtful = 0;
        int used = 1;
        for (int index = ImageInterpolator.Attempts, unlucky = 0; ; index++)
        {
            PrimeField fresh = PrimeField.At(index);
            if (TryReadAll(residues, modulus, numbers, ref doubtful))
            {
                RationalFunction candidate = Build(reduced, prober.Box.VariableCount, image.Support, numbers);
                if (Agrees(prober, fresh, candidate) && Agrees(prober, image.Field, candidate))
                {
                    return new(candidate, null, prober.Probes, used, FailureProbability(candidate.TotalDegree), prober.Elapsed);
                }
            }

            if (used >= prober.Limits.Primes)
            {
                throw new RefusalException(RefusalReason.TooManyPrimes, $"its coefficients have more than about {used * 30} bits, or are no rational numbers", prober.Limits.Primes, used);
            }

            if (interpolator.Repeat(fresh, image.Support) is not ulong[] next)
            {
                if (++unlucky > 10)
                {
                    return null;
                }

                continue;
            }

            // A term that the first prime hid shows at any other.
            if (used == 1 && !Agrees(prober, fresh, Build(reduced, prober.Box.VariableCount, image.Support, new TermImage(fresh, image.Support, next).Residues())))
            {
                return null;
            }

            BigInteger inverse = fresh.Inverse(fresh.FromInteger(modulus));
            for (int k = 0; k < residues.Length; k++)
            {
                residues[k] = RationalNumberReconstruction.Combine(residues[k], modulus, next[k], fresh.Modulus, inverse);
            }

            modulus *= fresh.Modulus;
            used++;
            prober.CheckTime();
        }
    }

    private static bool TryReadAll(BigInteger[] residues, BigInteger modulus, BigRational[] numbers, ref int doubtful)
    {
        // The coefficient that failed last time is the first to be tried.
        for (int k = 0; k < residues.Length; k++)
        {
            int at = (doubtful + k) % residues.Length;
            if (!RationalNumberReconstruction.TryReconstruct(residues[at], modulus, out numbers[at]))
            {
                doubtful = at;
                return false;
            }
        }

        return true;
    }

    private static RationalFunction Build(ReducedBox reduced, int variables, TermSupport support, IReadOnlyList<BigRational> coefficients)
    {
        (IEnumerable<PolynomialTerm> above, IEnumerable<PolynomialTerm> below) = TermImage.Terms(support, coefficients);
        (List<PolynomialTerm> numerator, List<PolynomialTerm> denominator) = reduced.Expand(above, below);
        return new(MultivariatePolynomial.FromTerms(variables, numerator), MultivariatePolynomial.FromTerms(variables, denominator));
    }

    private static bool Agrees(Prober prober, PrimeField field, RationalFunction candidate)
    {
        ulong[] point = new ulong[candidate.VariableCount];
        int agreed = 0;
        for (int draw = 0; agreed < PointsOfCheck; draw++)
        {
            prober.Sampler.Fill(field, point);
            bool exists = prober.TryEvaluate(field, point, out ulong value);
            if (exists && candidate.TryEvaluate(field, point, out ulong predicted))
            {
                if (value != predicted)
                {
                    return false;
                }

                agreed++;
            }
            else if (draw > 60)
            {
                return false;
            }
        }

        return true;
    }

    private static double FailureProbability(int degree) => Math.Pow(2.0 * Math.Max(1, degree) / PrimeField.At(0).Modulus, 2 * PointsOfCheck);
}

/// <summary>A black box as a formula, or why there is none.</summary>
/// <param name="Function">The function in lowest terms; null where it was refused.</param>
/// <param name="Refusal">Why; null where there is a function.</param>
/// <param name="Probes">How many values were taken.</param>
/// <param name="Primes">How many primes the coefficients needed; one more confirmed them.</param>
/// <param name="FailureProbability">Bounds the probability that the fresh points and primes agree with a wrong function.</param>
/// <param name="Elapsed">The time taken.</param>
internal sealed record ReconstructionResult(RationalFunction? Function, Refusal? Refusal, long Probes, int Primes, double FailureProbability, TimeSpan Elapsed)
{
    /// <summary>The function.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public RationalFunction Require() => Function ?? throw new InvalidOperationException(Refusal!.Message);
}

/// <summary>How much a reconstruction may cost.</summary>
public sealed record ReconstructionLimits
{
    /// <summary>The limits that hold where none are given.</summary>
    public static ReconstructionLimits Default { get; } = new();

    /// <summary>Most terms of numerator and denominator together.</summary>
    public int Terms { get; init; } = 20_000;

    /// <summary>Highest power of a single variable.</summary>
    public int Degree { get; init; } = 400;

    /// <summary>Most values of the black box.</summary>
    public long Probes { get; init; } = 20_000_000;

    /// <summary>Most primes for the coefficients, of about 61 bits each.</summary>
    public int Primes { get; init; } = 60;

    /// <summary>Longest time. The result never depends on it, only whether there is one.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most monomials that numerator or denominator could have by their degrees.</summary>
    public long Candidates { get; init; } = 8_000_000;

    /// <summary>The seed of the random points.</summary>
    public ulong Seed { get; init; } = 0x1D872B41;
}

/// <summary>What stopped a reconstruction, and how large the function is as far as that is known.</summary>
/// <param name="Reason">Which limit.</param>
/// <param name="Message">The reason in words.</param>
/// <param name="Limit">The limit that was set; 0 where it is no number.</param>
/// <param name="Reached">How far it got: at least so many terms, so high a degree, so many probes, primes or milliseconds.</param>
/// <param name="Degrees">Highest power of each variable in numerator or denominator; empty where not yet known.</param>
internal sealed record Refusal(RefusalReason Reason, string Message, long Limit, long Reached, IReadOnlyList<int> Degrees);

/// <summary>Carries a refusal out of nested loops; caught where a reconstruction begins.</summary>
internal sealed class RefusalException(RefusalReason reason, string message, long limit = 0, long reached = 0) : Exception(message)
{
    public RefusalReason Reason { get; } = reason;

    public long Limit { get; } = limit;

    public long Reached { get; } = reached;
}

/// <summary>Why a reconstruction was given up.</summary>
internal enum RefusalReason
{
    /// <summary>Numerator and denominator have more terms than allowed.</summary>
    TooManyTerms,

    /// <summary>The degree is higher than allowed, or the black box is no rational function.</summary>
    DegreeTooHigh,

    /// <summary>More values are needed than allowed.</summary>
    TooManyProbes,

    /// <summary>The coefficients need more primes than allowed.</summary>
    TooManyPrimes,

    /// <summary>The time ran out.</summary>
    OutOfTime,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>The black box has no value at any point that was tried.</summary>
    NoValue,

    /// <summary>The values contradict each other: no rational function with rational coefficients fits them.</summary>
    NotRational,
}
