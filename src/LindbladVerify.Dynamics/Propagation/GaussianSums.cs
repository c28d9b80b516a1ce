using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Sums of independent Ornstein–Uhlenbeck noises of one rate on one operator, which are one such noise.</summary>
internal static class GaussianSums
{
    private const double Rounding = 1e-14;

    /// <summary>The model with noises of the same rate on proportional operators put together: means add, and so do variances.</summary>
    public static OpenSystemModel Merge(OpenSystemModel model)
    {
        var merged = new List<NoiseCoupling>();
        foreach (NoiseCoupling coupling in model.Noise)
        {
            int home = merged.FindIndex(m => Factor(m, coupling) is not null);
            if (home < 0)
            {
                merged.Add(coupling);
                continue;
            }

            double factor = Factor(merged[home], coupling)!.Value;
            merged[home] = merged[home] with { Process = merged[home].Process.Gaussian!.Plus(factor, coupling.Process.Gaussian!) };
        }

        return merged.Count == model.Noise.Count ? model : new OpenSystemModel(model.Hamiltonian, model.Dissipators, merged, model.Space, model.Drives);
    }

    /// <summary>c where the second operator is c times the first and both noises are Gaussian with the same rate; else null.</summary>
    private static double? Factor(NoiseCoupling first, NoiseCoupling second)
    {
        if (first.Process.Gaussian is not { } a || second.Process.Gaussian is not { } b || a.Rate != b.Rate || first.Operator.Matrix.LargestModulus() == 0)
        {
            return null;
        }

        (int row, int column, Complex value) = first.Operator.Matrix.Entries().MaxBy(e => e.Value.Magnitude);
        double factor = (second.Operator[row, column] / value).Real;
        Operator difference = second.Operator - (factor * first.Operator);
        return difference.Matrix.LargestModulus() <= Rounding * second.Operator.Matrix.LargestModulus() ? factor : null;
    }
}
