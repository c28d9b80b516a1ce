using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>Compares whole time courses: the error is the largest deviation at any time, relative to the largest value of the computed course.</summary>
internal static class CourseComparison
{
    public static Comparison Of(ICourseFormula course, Reference reference, ReferenceLibrary library, ParameterPoint point) => Of(course, reference, library, point, out _);

    /// <summary>Compares, and gives the computed course; null where there is none.</summary>
    public static Comparison Of(ICourseFormula course, Reference reference, ReferenceLibrary library, ParameterPoint point, out TimeCourse? computed)
    {
        try
        {
            ICurveQuantity quantity = library.Curve(reference, course.Formula) ?? throw new ArgumentException($"'{reference.Quantity}' is no time course.", nameof(reference));
            computed = quantity.Course(reference, course.Formula.ReferencePoint(point));
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or ArithmeticException)
        {
            computed = null;
            return new Comparison(point, course.PredictAt(point, 0).Value, double.NaN, double.NaN) { Remark = e.Message };
        }

        Comparison? worst = null;
        double most = double.NegativeInfinity;
        for (int k = 0; k < computed.Times.Count; k++)
        {
            (double value, double rounding) = course.PredictAt(point, computed.Times[k]);
            double uncertainty = computed.RelativeUncertainty[k] + (rounding / computed.Scale);
            var here = new Comparison(point, value, computed.Values[k], uncertainty) { Scale = computed.Scale, Time = computed.Times[k] };
            double excess = here.RelativeError - (5 * uncertainty);
            if (!here.FormulaExists && here.ReferenceExists)
            {
                return here;
            }

            if (here.IsUsable && (excess > most || double.IsNaN(most)))
            {
                (worst, most) = (here, excess);
            }
        }

        if (worst is not null && !computed.IsComplete)
        {
            return worst with { IsAtLeast = true, Remark = string.Create(CultureInfo.InvariantCulture, $"The course is followed to {computed.Times[^1]:G3} s; slower changes are lost in rounding.") };
        }

        return worst ?? new Comparison(point, double.NaN, double.NaN, double.NaN);
    }
}
