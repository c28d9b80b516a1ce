using LindbladVerify.Formulas;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>A formula and its reference at one point.</summary>
/// <param name="Point">The point.</param>
/// <param name="Predicted">What the formula says.</param>
/// <param name="Computed">The reference.</param>
/// <param name="RelativeUncertainty">Uncertainty of the reference and rounding of the formula, relative to the scale.</param>
public sealed record Comparison(ParameterPoint Point, double Predicted, double Computed, double RelativeUncertainty)
{
    /// <summary>What errors are measured against: the computed value, or the largest value of its time course.</summary>
    public double Scale { get; init; } = Computed;

    /// <summary>The time of a time course at which formula and reference differ most, s; null for other quantities.</summary>
    public double? Time { get; init; }

    /// <summary>(predicted - computed)/scale; 0 where both are 0, infinite where only the scale is.</summary>
    public double SignedError => Predicted == Computed ? 0 : Scale == 0 ? Math.CopySign(double.PositiveInfinity, Predicted) : (Predicted - Computed) / Scale;

    /// <summary>|predicted - computed|/|computed|; NaN where either does not exist.</summary>
    public double RelativeError => Math.Abs(SignedError);

    /// <summary>What the reference has to say of the point; null if nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>Both sides are finite numbers, and the reference is known well enough to witness for or against the formula.</summary>
    public bool IsUsable => double.IsFinite(Predicted) && double.IsFinite(Computed) && IsKnown;

    /// <summary>The error is at least this: a time course was lost in rounding before it ended. It can refute, but not confirm.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>Usable, and the error is all there is: the point can confirm as well as refute.</summary>
    public bool CanConfirm => IsUsable && !IsAtLeast;

    /// <summary>Both sides are known to <see cref="ReferenceValue.MostUncertain"/> of the larger, or equal.</summary>
    public bool IsKnown => Predicted == Computed || (RelativeUncertainty >= 0 && RelativeUncertainty <= ReferenceValue.MostUncertain * Math.Max(1, Scale == 0 ? 1 : Math.Abs(Predicted / Scale)));
}
