using LindbladVerify.Formulas;

namespace LindbladVerify.Verification.Judging;

/// <summary>A formula for a time course.</summary>
public interface ICourseFormula
{
    /// <summary>The formula as such.</summary>
    Formula Formula { get; }

    /// <summary>Whether the time is no parameter, so that whole time courses are compared.</summary>
    bool IsWholeCourse { get; }

    /// <summary>What the formula says at a point and a time, with a bound on its rounding error.</summary>
    /// <param name="point">The parameters.</param>
    /// <param name="time">Time, s.</param>
    (double Value, double Rounding) PredictAt(ParameterPoint point, double time);
}
