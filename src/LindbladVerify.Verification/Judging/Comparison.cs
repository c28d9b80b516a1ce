using LindbladVerify.Formulas;
using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Verification.Judging;

/// <summary>A formula and its reference at one point.</summary>
/// <param name="Point">The point.</param>
/// <param name="Predicted">What the formula says; not a number where it says nothing.</param>
/// <param name="Computed">The reference; not a number where it does not exist.</param>
/// <param name="RelativeUncertainty">Uncertainty of the reference and rounding of the formula, relative to the scale.</param>
public sealed record Comparison(ParameterPoint Point, double Predicted, double Computed, double RelativeUncertainty)
{
    /// <summary>An uncertainty is exceeded for certain where it is exceeded this many times: those of double precision are estimates.</summary>
    public const double Certainty = 5;

    /// <summary>A relative uncertainty up to which a value is well known; few points of a claim may be known less well.</summary>
    public const double WellKnown = 1e-7;

    /// <summary>What errors are measured against: the computed value, or the largest value of its time course.</summary>
    public double Scale { get; init; } = Computed;

    /// <summary>The time of a time course at which formula and reference differ most, s; null for other quantities.</summary>
    public double? Time { get; init; }

    /// <summary>(predicted - computed)/scale where it was computed apart from the two doubles, which may agree to their last digit; null otherwise.</summary>
    public double? PreciseError { get; init; }

    /// <summary>ln of the modulus of <see cref="PreciseError"/>, right below the range of doubles too.</summary>
    public double LogError { get; init; } = double.NaN;

    /// <summary>Disagreement that a formula without digits of its own may owe to its own rounding, relative; 0 for one that is evaluated in many digits.</summary>
    public double Slack { get; init; }

    /// <summary>Whether both sides were computed in many digits.</summary>
    public bool IsPrecise { get; init; }

    /// <summary>(predicted - computed)/scale; 0 where both are 0, infinite where only the scale is.</summary>
    public double SignedError => PreciseError ?? (Predicted == Computed ? 0 : Scale == 0 ? Math.CopySign(double.PositiveInfinity, Predicted) : (Predicted - Computed) / Scale);

    /// <summary>|predicted - computed|/|computed|; NaN where either does not exist.</summary>
    public double RelativeError => Math.Abs(SignedError);

    /// <summary>What the reference has to say of the point; null if nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>Whether the formula has a value.</summary>
    public bool FormulaExists => PreciseError is not null || double.IsFinite(Predicted);

    /// <summary>Whether the reference has a value.</summary>
    public bool ReferenceExists => PreciseError is not null || double.IsFinite(Computed);

    /// <summary>Both sides are finite numbers, and the reference is known well enough to witness for or against the formula.</summary>
    public bool IsUsable => FormulaExists && ReferenceExists && IsKnown;

    /// <summary>The error is at least this: a time course was lost in rounding before it ended. It can refute, but not confirm.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>The error may be that of levels left out of an oscillator: the point speaks neither for nor against equality.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>
    /// Usable, and the error is all there is: the point can confirm as well as refute. Where levels were left out, the error that they may make is among the
    /// uncertainty, which a bound may still have room for.
    /// </summary>
    public bool CanConfirm => (IsUsable || IsTruncated) && !IsAtLeast;

    /// <summary>Both sides are known to <see cref="ReferenceValue.MostUncertain"/> of the larger, or equal.</summary>
    public bool IsKnown => Predicted == Computed || (RelativeUncertainty >= 0 && RelativeUncertainty <= ReferenceValue.MostUncertain * Math.Max(1, Scale == 0 ? 1 : Math.Abs(Predicted / Scale)));

    /// <summary>Relative error beyond what both sides may be uncertain by; 0 where there is none.</summary>
    public double Excess => Math.Max(0, RelativeError - (Certainty * RelativeUncertainty));
}
