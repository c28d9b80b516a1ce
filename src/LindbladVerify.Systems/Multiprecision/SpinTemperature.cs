using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>Populations q^k/Σq^k of a spin above 1/2 whose mean polarisation is given: the state of largest entropy.</summary>
/// <param name="names">[n] names that the populations are given, m = j first.</param>
/// <param name="polarization">⟨Iz⟩/j, in [-1, 1].</param>
internal sealed class SpinTemperature(string[] names, Expression polarization)
{
    private const int Guard = 64;
    private const int MostSteps = 500;

    /// <summary>Names that the populations are given, m = j first.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>⟨Iz⟩/j.</summary>
    public Expression Polarization => polarization;

    /// <summary>Sets the populations at a point.</summary>
    public void Bind(PreciseParameters parameters)
    {
        Ball p = parameters.Value(polarization);
        BigFloat[] law = Law(p.Value.To(parameters.Bits + Guard), parameters.Bits + Guard);
        BigFloat[]? shifted = p.Error.IsZero ? null : Law((p.Value - (p.Error * p.Value.Sign)).To(parameters.Bits + Guard), parameters.Bits + Guard);
        for (int k = 0; k < names.Length; k++)
        {
            BigFloat error = shifted is null ? BigFloat.Zero : 2 * BigFloat.Abs(law[k] - shifted[k]).To(32);
            parameters.Set(names[k], law[k].IsZero ? new Ball(law[k], error) : Ball.Rounded(law[k].To(parameters.Bits), error, 2));
        }
    }

    private BigFloat[] Law(BigFloat p, int bits)
    {
        int n = names.Length;
        BigFloat q = BigFloat.Abs(p) >= BigFloat.One ? BigFloat.Zero.To(bits) : p.IsZero ? BigFloat.One.To(bits) : Ratio(BigFloat.Abs(p), bits);
        var weights = new BigFloat[n];
        weights[0] = BigFloat.One.To(bits);
        BigFloat sum = weights[0];
        for (int k = 1; k < n; k++)
        {
            weights[k] = weights[k - 1] * q;
            sum += weights[k];
        }

        BigFloat[] law = Array.ConvertAll(weights, w => w.IsZero ? w : w / sum);
        return p.Sign < 0 ? [.. law.Reverse()] : law;
    }

    /// <summary>The q in (0, 1) at which Σ k q^k = (n-1)(1-p)/2 Σ q^k: Newton's method on x = ln q, in which the mean is monotonic, kept inside a bracket.</summary>
    private BigFloat Ratio(BigFloat p, int bits)
    {
        int n = names.Length;
        BigFloat target = ((1 - p) * (n - 1)).Scale(-1);
        BigFloat low = BigFloat.Zero.To(bits);
        BigFloat high = BigFloat.One.To(bits);

        // Next to full polarisation q is (n-1)(1-p)/2 to leading order.
        BigFloat q = BigFloat.Min(target, BigFloat.Of(0.5)).To(bits);
        for (int step = 0; step < MostSteps; step++)
        {
            (BigFloat mean, BigFloat slope) = Mean(q, n);
            BigFloat miss = mean - target;
            (low, high) = miss.Sign < 0 ? (q, high) : (low, q);
            BigFloat next = q - (miss / slope);
            next = next > low && next < high ? next : (low + high).Scale(-1);
            BigFloat change = BigFloat.Abs(next - q);
            q = next;
            if (change.IsZero || change.Magnitude < q.Magnitude - bits + 8)
            {
                break;
            }
        }

        return q;
    }

    /// <summary>The mean of k and its derivative in q, (⟨k²⟩ - ⟨k⟩²)/q.</summary>
    private static (BigFloat Mean, BigFloat Slope) Mean(BigFloat q, int n)
    {
        BigFloat weight = BigFloat.One.To(q.Bits);
        BigFloat sum = weight;
        BigFloat first = BigFloat.Zero.To(q.Bits);
        BigFloat second = first;
        for (int k = 1; k < n; k++)
        {
            weight *= q;
            sum += weight;
            first += weight * k;
            second += weight * (k * k);
        }

        BigFloat mean = first / sum;
        return (mean, ((second / sum) - (mean * mean)) / q);
    }
}
