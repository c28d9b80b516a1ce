using System.Globalization;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>Tests a statement at random points of random prime fields until the probability that a false one passed is below <see cref="WantedProbability"/>.</summary>
/// <remarks>
/// A difference of degree d that is not 0 vanishes at a random point with probability at most d/p (Schwartz 1980, doi:10.1145/322217.322225); modulo a random
/// prime it is 0 as a polynomial only if the prime divides all its coefficients: of numbers of H bits at most H/60 do. With k square roots every choice of
/// signs is tried at every point: a statement that holds for all holds for the real ones, one that fails for all fails; the product over all choices has 2^k
/// times the degree and the bits, and points at which all roots exist are one in 2^k.
/// </remarks>
internal static class FieldProver
{
    /// <summary>When to stop.</summary>
    public const double WantedProbability = 1e-40;

    private const int PointsPerPrime = 1;
    private const int FewestPrimes = 3;
    private const int MostPrimes = 64;
    private const int MostRoots = 6;
    private const int TriesPerRootChoice = 40;
    private const int RefutingPoints = 3;

    /// <summary>What the tests say.</summary>
    /// <param name="test">The statement.</param>
    /// <param name="fields">Where the primes come from.</param>
    /// <param name="seed">Of the points.</param>
    /// <param name="cancellation">Stops between points.</param>
    /// <exception cref="NotAlgebraicException">A part has no place in exact algebra.</exception>
    public static Proof Prove(IFieldTest test, RandomFields fields, ulong seed, CancellationToken cancellation)
    {
        var sampler = new FieldSampler(seed);
        FractionSize size = test.Size();
        double log = 0;
        int failed = 0;
        int passed = 0;
        int roots = 0;
        bool hasIndeterminates = false;
        int primes = 0;
        while (primes < FewestPrimes || (log > Math.Log10(WantedProbability) && primes < MostPrimes))
        {
            PrimeField field = fields.At(primes++);
            for (int k = 0; k < PointsPerPrime; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                (bool? holds, int ofPoint, bool indeterminate) = At(test, field, sampler, cancellation);
                roots = Math.Max(roots, ofPoint);
                hasIndeterminates |= indeterminate;
                if (holds is null)
                {
                    return Proof.NotAlgebraic("Whether it holds depends on the signs of square roots, which a prime field does not know.") with { Block = test.Block };
                }

                failed += holds.Value ? 0 : 1;
                passed += holds.Value ? 1 : 0;
            }

            if (failed >= RefutingPoints)
            {
                return hasIndeterminates
                    ? Proof.NotAlgebraic("Exponentials, logarithms or pi occur, which algebra takes for independent unknowns: it does not follow from algebra alone.") with { Block = test.Block }
                    : new Proof(ProofStatus.Refuted, string.Create(CultureInfo.InvariantCulture, $"Fails at {failed} of {failed + passed} random points of prime fields.")) with { Block = test.Block, DegreeBound = Degree(size, roots), Primes = primes, Points = failed + passed };
            }

            log += Math.Log10(PerPrime(size, roots));
        }

        if (failed > 0)
        {
            return Proof.NotAlgebraic(string.Create(CultureInfo.InvariantCulture, $"Fails at {failed} of {failed + passed} random points, which neither proves nor refutes it."));
        }

        string conditions = hasIndeterminates ? " with exponentials, logarithms and pi as independent unknowns" : string.Empty;
        return new Proof(ProofStatus.Proved, string.Create(CultureInfo.InvariantCulture, $"Holds at {passed} random points modulo {primes} random primes{conditions}."))
        {
            Block = test.Block,
            DegreeBound = Degree(size, roots),
            Primes = primes,
            Points = passed,
            FailureProbability = Math.Pow(10, Math.Max(log, -300)),
        };
    }

    /// <summary>Probability that a false statement passes the points of one prime.</summary>
    private static double PerPrime(FractionSize size, int roots)
    {
        const double LeastPrime = 2.305e18;
        double divisors = Math.Pow(2, roots) * size.NumeratorBits / 60 / RandomFields.Pool;
        double zeros = Degree(size, roots) * Math.Pow(2, roots) / LeastPrime;
        return Math.Clamp(divisors + Math.Pow(zeros, PointsPerPrime), 1e-300, 1);
    }

    private static double Degree(FractionSize size, int roots) => Math.Pow(2, roots) * Math.Max(1, size.NumeratorDegree);

    /// <summary>Whether the statement holds at a random point for all signs, or for none; null where the signs decide.</summary>
    private static (bool? Holds, int Roots, bool HasIndeterminates) At(IFieldTest test, PrimeField field, FieldSampler sampler, CancellationToken cancellation)
    {
        var valuation = new Valuation(field, sampler);
        var point = new ulong[test.Variables];
        int tries = 0;
        int budget = TriesPerRootChoice;
        while (tries++ < budget)
        {
            cancellation.ThrowIfCancellationRequested();
            sampler.Fill(field, point);
            valuation.Restart(0);
            bool? holds = test.Holds(valuation, point);
            int roots = valuation.Roots;
            budget = Math.Max(budget, TriesPerRootChoice << Math.Min(roots + 1, MostRoots + 1));
            if (holds is null)
            {
                continue;
            }

            if (roots > MostRoots)
            {
                throw new NotAlgebraicException($"More than {MostRoots} different square roots occur.");
            }

            bool isMixed = false;
            for (ulong signs = 1; signs < 1UL << roots && holds is not null; signs++)
            {
                valuation.Restart(signs);
                bool? other = test.Holds(valuation, point);
                isMixed |= other is not null && other != holds;
                holds = other is null ? null : holds;
            }

            if (holds is not null)
            {
                return (isMixed ? null : holds, roots, valuation.HasIndeterminates);
            }
        }

        throw new NotAlgebraicException("No point was found at which both sides have a value: a divisor vanishes everywhere, or the time integral does not exist.");
    }
}
