using LindbladVerify.Formulas;

namespace LindbladVerify.Verification.Judging;

/// <summary>
/// Low-discrepancy points in the domain of a formula: a Halton sequence shifted by the seed (Cranley–Patterson rotation),
/// mapped log-uniformly where the parameter spans a decade or more; on request the corners of the domain, and points of its faces and edges.
/// </summary>
/// <remarks>Halton (1960), doi:10.1007/BF01386213; Cranley and Patterson (1976), doi:10.1137/0713071.</remarks>
internal sealed class DomainSampler
{
    private static readonly int[] Primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53];
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly ParameterPoint named;
    private readonly double[] shifts;

    /// <summary>A sampler for these parameters.</summary>
    /// <exception cref="ArgumentException">More parameters than the sequence has good bases for.</exception>
    public DomainSampler(IReadOnlyList<Parameter> parameters, ulong seed)
    {
        if (parameters.Count > Primes.Length)
        {
            throw new ArgumentException($"At most {Primes.Length} parameters can be scanned, not {parameters.Count}.", nameof(parameters));
        }

        this.parameters = parameters;
        named = new ParameterPoint([.. parameters.Select(p => p.Name)], new double[parameters.Count]);
        shifts = [.. Enumerable.Range(0, parameters.Count).Select(k => Mix(seed + (ulong)k) * Math.Pow(2, -53))];
    }

    /// <summary>Number of parameters.</summary>
    public int Dimension => parameters.Count;

    /// <summary>The point with this index, from 0.</summary>
    public ParameterPoint Point(int index)
    {
        double[] unit = new double[Dimension];
        for (int k = 0; k < unit.Length; k++)
        {
            double u = RadicalInverse(index + 1, Primes[k]) + shifts[k];
            unit[k] = u - Math.Floor(u);
        }

        return FromUnitCube(unit);
    }

    /// <summary>
    /// The corners of the domain: every combination of the ends of the ranges while there are at most <paramref name="limit"/>; beyond that those that
    /// differ from the lowest or the highest one in one parameter, and others chosen by the seed.
    /// </summary>
    public IEnumerable<ParameterPoint> Corners(int limit = 1024)
    {
        int[] free = [.. Enumerable.Range(0, Dimension).Where(k => parameters[k].High > parameters[k].Low)];
        return free.Length <= 30 && 1L << free.Length <= limit
            ? Enumerable.Range(0, 1 << free.Length).Select(corner => Corner(free, (uint)corner))
            : Some(free, limit).Distinct().Take(limit).Select(corner => Corner(free, corner));
    }

    /// <summary>Points of faces and edges: each parameter at one of its ends with probability one half.</summary>
    public ParameterPoint Face(int index)
    {
        double[] unit = ToUnitCube(Point(index));
        ulong word = Mix(((ulong)index * 2654435761UL) + (ulong)Dimension);
        for (int k = 0; k < unit.Length; k++)
        {
            unit[k] = ((word >> (2 * k)) & 3) switch { 0 => 0, 1 => 1, _ => unit[k] };
        }

        return FromUnitCube(unit);
    }

    private static IEnumerable<uint> Some(int[] free, int limit)
    {
        uint all = (1u << free.Length) - 1;
        yield return 0;
        yield return all;
        for (int k = 0; k < free.Length; k++)
        {
            yield return 1u << k;
            yield return all ^ (1u << k);
        }

        for (uint k = 0; k < 2 * limit; k++)
        {
            yield return (uint)(Mix(k) >> 7) & all;
        }
    }

    private ParameterPoint Corner(int[] free, uint bits)
    {
        double[] values = [.. parameters.Select(p => p.Low)];
        for (int k = 0; k < free.Length; k++)
        {
            values[free[k]] = (bits >> k & 1) == 0 ? parameters[free[k]].Low : parameters[free[k]].High;
        }

        return named.With(values);
    }

    /// <summary>The point at coordinates in [0, 1]; values outside are clamped.</summary>
    public ParameterPoint FromUnitCube(IReadOnlyList<double> unit)
    {
        double[] values = new double[Dimension];
        for (int k = 0; k < values.Length; k++)
        {
            Parameter p = parameters[k];
            double u = Math.Clamp(unit[k], 0, 1);
            double value = Math.Clamp(p.IsLogarithmic ? p.Low * Math.Pow(p.High / p.Low, u) : p.Low + ((p.High - p.Low) * u), p.Low, p.High);
            values[k] = p.IsWhole ? Math.Round(value) : value;
        }

        return named.With(values);
    }

    /// <summary>The coordinates in [0, 1] of a point.</summary>
    public double[] ToUnitCube(ParameterPoint point) =>
    [
        .. parameters.Select((p, k) =>
            p.High == p.Low ? 0 : p.IsLogarithmic ? Math.Log(point.Values[k] / p.Low) / Math.Log(p.High / p.Low) : (point.Values[k] - p.Low) / (p.High - p.Low)),
    ];

    private static double RadicalInverse(int index, int radix)
    {
        double result = 0;
        double weight = 1.0 / radix;
        for (int n = index; n > 0; n /= radix)
        {
            result += n % radix * weight;
            weight /= radix;
        }

        return result;
    }

    /// <summary>The finaliser of SplitMix64 (doi:10.1145/2660193.2660195), reduced to 53 bits.</summary>
    private static ulong Mix(ulong value)
    {
        ulong z = value * 0x9E3779B97F4A7C15UL + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return (z ^ (z >> 31)) >> 11;
    }
}
