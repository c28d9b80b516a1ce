using LindbladVerify.Dynamics.Random;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>What every ensemble checks before it starts.</summary>
internal static class EnsembleArguments
{
    /// <summary>Checks dimensions and hermiticity.</summary>
    /// <exception cref="ArgumentException">Something does not fit; the message says what.</exception>
    public static void Check(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables)
    {
        if (initial.Dimension != model.Dimension || !initial.IsHermitian())
        {
            throw new ArgumentException($"The initial state must be Hermitian of dimension {model.Dimension}; it has dimension {initial.Dimension}.", nameof(initial));
        }

        Check(model, observables);
    }

    /// <summary>Checks the observables and the number of noises.</summary>
    /// <exception cref="ArgumentException">Something does not fit; the message says what.</exception>
    public static void Check(OpenSystemModel model, IReadOnlyList<Operator> observables)
    {
        if (observables.Count == 0)
        {
            throw new ArgumentException("There is no observable; an ensemble needs at least one.", nameof(observables));
        }

        for (int k = 0; k < observables.Count; k++)
        {
            if (observables[k].Dimension != model.Dimension || !observables[k].IsHermitian())
            {
                throw new ArgumentException($"Observable {k} must be Hermitian of dimension {model.Dimension}; it has dimension {observables[k].Dimension}.", nameof(observables));
            }
        }

        if (model.Noise.Count >= StreamKey.MaximumSources)
        {
            throw new ArgumentException($"The model has {model.Noise.Count} noises; at most {StreamKey.MaximumSources - 1} are allowed.", nameof(model));
        }
    }

    /// <summary>|O| in the Frobenius norm divided by √d, the root mean square of its eigenvalues, for every observable.</summary>
    public static double[] Norms(IReadOnlyList<Operator> observables) => [.. observables.Select(o => Frobenius(o) / Math.Sqrt(o.Dimension))];

    /// <summary>|O|·|ρ(0)| in Frobenius norms for every observable: the largest value that it could have.</summary>
    public static double[] Scales(Operator initial, IReadOnlyList<Operator> observables)
    {
        double start = Frobenius(initial);
        return [.. observables.Select(o => Frobenius(o) * start)];
    }

    private static double Frobenius(Operator a)
    {
        double sum = 0;
        foreach (System.Numerics.Complex value in a.Matrix.Values)
        {
            sum += (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
        }

        return Math.Sqrt(sum);
    }
}
