using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>Residence-time rate of any observable of any model: W = (o(0) - o(∞)) / (factor ∫ (o(t) - o(∞)) dt).</summary>
/// <remarks>
/// What the judge of formulas calls. An observable that never settles, one that starts at its final value and one whose limit is lost in
/// rounding have no rate, and the estimate says which it is. <see cref="FlipFlop.FlipFlopRates"/> has the same number for the nuclear pair alone,
/// by a recurrence over the levels of its noise that takes nanoseconds, and <see cref="PureDephasing"/> in closed form where there is one.
/// </remarks>
public static class ResidenceTime
{
    /// <summary>The rate of an observable of a model, by what suits it: a closed form, the elimination of a noise ladder level by level, or dense solves.</summary>
    /// <param name="model">The model: H in rad/s, rates in 1/s, any classical noises, no drive.</param>
    /// <param name="initial">ρ(0) or a difference of states, [d, d].</param>
    /// <param name="observable">The observable, [d, d], Hermitian.</param>
    /// <param name="kernels">Dense real kernels; cost O(n³) for a block of n product operators and noise modes.</param>
    /// <param name="factor">The observable relaxes at factor·W (2 for the difference of two populations).</param>
    /// <returns>W in 1/s with a bound on its relative error: rounding of the entries, and what levels of an Ornstein–Uhlenbeck ladder that were left out may change.</returns>
    /// <exception cref="ArgumentException">The model is driven.</exception>
    /// <exception cref="BlockTooLargeException">There are more than <see cref="ObservedModel.MostEquations"/> coupled equations.</exception>
    public static RateEstimate Rate(OpenSystemModel model, Operator initial, Operator observable, IDenseKernels kernels, double factor = 2) =>
        new ObservedModel(model, initial, observable, kernels).ResidenceTime(factor);

    /// <summary>The rate of an observable of coupled equations.</summary>
    /// <param name="system">The equations. Quantities that they conserve are allowed.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense real kernels; cost O(n³).</param>
    /// <param name="factor">The observable relaxes at factor·W (2 for the difference of two populations).</param>
    /// <param name="conserved">A vector l [n] that is known to be conserved, lᵀA = 0; null to find out what is.</param>
    /// <returns>
    /// W in 1/s with a bound on what relative changes of the generator's entries by their rounding can do to it, so that entries any number of
    /// decades apart cost digits only where the observable feels it.
    /// </returns>
    /// <exception cref="ArgumentException">The equations are driven.</exception>
    public static RateEstimate Rate(BlochSystem system, int observable, IDenseKernels kernels, double factor = 2, double[]? conserved = null)
    {
        if (Integral(system, observable, kernels, conserved) is not { } r)
        {
            return RateEstimate.None(RateDefinition.ResidenceTime, RelaxationIntegral.WhyNone(system));
        }

        if (r.Departure == 0 || Math.Abs(r.Departure) <= r.DepartureError)
        {
            return RateEstimate.None(RateDefinition.ResidenceTime, "The observable starts at its final value.");
        }

        return r.Area == 0
            ? RateEstimate.None(RateDefinition.ResidenceTime, "The observable does not decay: the area under it is 0.")
            : new RateEstimate(r.Departure / r.Area / factor, (r.DepartureError / Math.Abs(r.Departure)) + (r.AreaError / Math.Abs(r.Area)), RateDefinition.ResidenceTime);
    }

    /// <summary>o(∞), o(0) - o(∞) and ∫(o(t) - o(∞))dt with bounds on their errors; null where there is no late-time limit or it is lost in rounding.</summary>
    /// <param name="system">The equations. Quantities that they conserve are allowed.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense real kernels; cost O(n³).</param>
    /// <param name="conserved">A vector l [n] that is known to be conserved, lᵀA = 0; null to find out what is.</param>
    /// <exception cref="ArgumentException">The equations are driven.</exception>
    public static RelaxationIntegral? Integral(BlochSystem system, int observable, IDenseKernels kernels, double[]? conserved = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.RequireConstant("A residence time");
        return LinearRelaxation.Of(system, observable, kernels, conserved);
    }
}

/// <summary>What a relaxing observable does between its start and its end, with bounds on absolute errors.</summary>
/// <param name="Departure">o(0) - o(∞).</param>
/// <param name="Area">∫(o(t) - o(∞))dt, in units of the observable times s.</param>
/// <param name="Final">o(∞).</param>
/// <param name="DepartureError">Bound on the error of the departure.</param>
/// <param name="AreaError">Bound on the error of the area.</param>
/// <param name="FinalError">Bound on the error of the end.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RelaxationIntegral(double Departure, double Area, double Final, double DepartureError, double AreaError, double FinalError)
{
    /// <summary>Why there is none.</summary>
    internal const string NoLimit = "The observable has no late-time limit, or it is lost in rounding.";

    /// <summary>∫t(o(t) - o(∞))dt, in units of the observable times s².</summary>
    internal double Moment { get; init; }

    /// <summary>
    /// Whether one exponential describes the decay: its weight by the first two moments, (∫δo)²/(δo(0)∫t δo), lies between one half and three
    /// halves. It is 1 for one exponential, the share of the slow one for two that lie far apart, and negative or large for oscillations.
    /// </summary>
    internal bool IsOneExponential => Math.Abs(Departure) > DepartureError && AreOfOneExponential(Departure, Area, Moment);

    /// <summary>The same of a departure that is known not to be 0.</summary>
    internal static bool AreOfOneExponential(double departure, double area, double moment) => departure / area > 0 && area * area / (departure * moment) is > 0.5 and < 1.5;

    /// <summary>Why there is none, of equations that may be too many for dense solves.</summary>
    internal static string WhyNone(BlochSystem system) => !LinearRelaxation.IsExtended(system) ? NoLimit
        : !NoiseExtendedSolver.Fits(system.Dimension, system.Extension!.Deterministic.Rows) ? FormattableString.Invariant($"{system.Dimension} coupled equations in blocks of {system.Extension.Deterministic.Rows} are too many for memory.")
        : FormattableString.Invariant($"The iteration for {system.Dimension} coupled equations did not converge: the observable has no late-time limit, something is conserved, or the noise is too strong and too slow for it.");
}
