using System.Numerics;
using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>Which mode of an observable is meant.</summary>
/// <param name="IsHeaviest">The one with the largest amplitude in the observable; else the one nearest a frequency.</param>
/// <param name="Frequency">rad/s; of a pair ± of an observable that is Hermitian the positive one is meant.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ModeChoice(bool IsHeaviest, double Frequency)
{
    /// <summary>Amplitudes that differ by no more than this share are equal.</summary>
    private const double EqualWeights = 1e-9;

    /// <summary>The mode with the largest amplitude.</summary>
    public static ModeChoice Heaviest { get; } = new(true, 0);

    /// <summary>The mode nearest a frequency, rad/s.</summary>
    public static ModeChoice Nearest(double frequency) => new(false, frequency);

    /// <summary>The choice among modes; null with the reason where there is none.</summary>
    /// <param name="modes">Modes that change in time, with frequency and modulus of the amplitude.</param>
    /// <param name="near">Frequencies that differ by less are the same.</param>
    public (int Index, string? Reason) Among(IReadOnlyList<(double Frequency, double Weight)> modes, double near)
    {
        if (modes.Count == 0)
        {
            return (-1, "No mode of the observable changes in time.");
        }

        (bool heaviest, double wanted) = (IsHeaviest, Frequency);
        double distance = heaviest ? 0 : modes.Min(m => Math.Abs(m.Frequency - wanted));
        int[] candidates = [.. Enumerable.Range(0, modes.Count).Where(k => heaviest || Math.Abs(modes[k].Frequency - wanted) <= distance + near).OrderByDescending(k => modes[k].Weight)];
        return candidates.Length > 1 && modes[candidates[1]].Weight >= (1 - EqualWeights) * modes[candidates[0]].Weight
            ? (-1, FormattableString.Invariant($"Two modes are equally {(IsHeaviest ? "heavy" : "near and heavy")}: those at {modes[candidates[0]].Frequency:G6} and {modes[candidates[1]].Frequency:G6} rad/s."))
            : (candidates[0], null);
    }
}

/// <summary>The mode of an observable that a choice means: its eigenvalue with a bound on the error.</summary>
internal static class ChosenMode
{
    private const double Coalescence = 1.5e-8;

    /// <summary>The eigenvalue, 1/s and rad/s.</summary>
    /// <param name="system">The equations; one observable, or two that are real and imaginary part of one that is not Hermitian.</param>
    /// <param name="choice">Which mode.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <exception cref="SingularMatrixException">The generator has no complete set of eigenvectors.</exception>
    /// <exception cref="ArgumentException">The equations are driven.</exception>
    public static (Complex Eigenvalue, double Error, string? Reason) Find(BlochSystem system, ModeChoice choice, IDenseKernels kernels)
    {
        system.RequireConstant("A relaxation mode");
        double scale = system.Generator.NormOne();
        if (scale == 0)
        {
            return (default, 0, "No mode of the observable changes in time.");
        }

        RelaxationMode[] modes = RelaxationModes.All(system, 0, kernels, scale);
        bool isComplex = system.Observables.Count == 2;
        if (isComplex)
        {
            RelaxationMode[] second = RelaxationModes.All(system, 1, kernels, scale);
            modes = [.. modes.Zip(second, (a, b) => a with { Weight = a.Weight + (Complex.ImaginaryOne * b.Weight) })];
        }

        double total = modes.Sum(m => Complex.Abs(m.Weight));
        List<RelaxationMode> groups = [];
        foreach (RelaxationMode mode in modes.Where(m => !(Complex.Abs(m.Eigenvalue) <= Math.Min(m.Error, Coalescence)) && (isComplex || m.Eigenvalue.Imaginary >= 0)))
        {
            // Modes that coincide are one line: what each of them carries depends on the choice of vectors, their sum does not.
            int same = groups.FindIndex(g => Complex.Abs(g.Eigenvalue - mode.Eigenvalue) <= g.Error + mode.Error);
            if (same < 0)
            {
                groups.Add(mode);
            }
            else
            {
                groups[same] = groups[same] with { Weight = groups[same].Weight + mode.Weight, Error = groups[same].Error + mode.Error };
            }
        }

        RelaxationMode[] seen = [.. groups.Where(g => Complex.Abs(g.Weight) > RelaxationModes.WeightFloor * total)];
        (int index, string? reason) = choice.Among([.. seen.Select(m => (scale * m.Eigenvalue.Imaginary, Complex.Abs(m.Weight) * (isComplex || m.Eigenvalue.Imaginary == 0 ? 1 : 2)))], 1e-12 * scale);
        return index < 0 ? (default, 0, reason) : (scale * seen[index].Eigenvalue, scale * seen[index].Error, null);
    }

    /// <summary>A number of the mode as a value over a factor.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="choice">Which mode.</param>
    /// <param name="kernels">Dense kernels.</param>
    /// <param name="kind">What of it.</param>
    /// <param name="factor">It is divided by this.</param>
    public static ReferenceValue Value(BlochSystem system, ModeChoice choice, IDenseKernels kernels, ModeNumber kind, double factor)
    {
        (Complex value, double error, string? reason) = Find(system, choice, kernels);
        if (reason is not null)
        {
            return ReferenceValue.None(reason);
        }

        if (kind == ModeNumber.Gap && Math.Abs(value.Imaginary) > Math.Max(5 * error, 1e-9 * Math.Abs(value.Real)))
        {
            return ReferenceValue.None(FormattableString.Invariant($"The mode oscillates at {value.Imaginary:G4} rad/s while it decays at {-value.Real:G4} 1/s."));
        }

        double number = kind == ModeNumber.Frequency ? value.Imaginary : -value.Real;
        return number == 0 ? new ReferenceValue(0, 0) : new ReferenceValue(number / factor, error / Math.Abs(number));
    }
}

/// <summary>What is asked of a mode.</summary>
internal enum ModeNumber
{
    /// <summary>Its decay rate, 1/s, of a mode that does not oscillate.</summary>
    Gap,

    /// <summary>Its decay rate, 1/s.</summary>
    Decay,

    /// <summary>Its frequency with its sign, rad/s.</summary>
    Frequency,
}
