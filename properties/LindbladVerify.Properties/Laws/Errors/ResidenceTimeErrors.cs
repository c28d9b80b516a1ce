using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Properties.Laws.Errors;

/// <summary>The residence-time rate lies within its stated error of the one of the same equations in exact rational arithmetic.</summary>
public class ResidenceTimeErrors
{
    [Law(Cases = 300)]
    public Property The_stated_error_holds() => Prop.ForAll(RelaxingSystemGen.Arbitrary, s =>
    {
        BlochSystem system = s.Equations();
        RateEstimate found = ResidenceTime.Rate(system, 0, DenseKernels.Managed);
        double expected = Exact(system);
        if (!found.Exists || double.IsNaN(expected))
        {
            return;
        }

        double error = Math.Abs((found.Value / expected) - 1);
        Assert.True(error <= found.RelativeUncertainty + 2.3e-16, $"{found.Value:R} is off by {error:E2}, claims {found.RelativeUncertainty:E2}; exact {expected:R}");
        Assert.True(found.RelativeUncertainty < 1e-6, $"claims {found.RelativeUncertainty:E2} only");
    });

    /// <summary>(o(0) - o(∞))/(2∫(o - o(∞))dt) with every number of the system exact; NaN where something is conserved beside the trace.</summary>
    private static double Exact(BlochSystem system)
    {
        int[] free = [.. Enumerable.Range(0, system.Dimension).Except(system.Constants)];
        int n = free.Length;
        var matrix = new ExactMatrix(n, system.Generator.Submatrix(free, free).ToDense());
        double[] row = [.. free.Select(i => system.Observables[0][i])];
        double[] start = [.. free.Select(i => system.Initial[i])];
        if (system.Constants.Count > 1 || matrix.Solve(ExactVector.Of(start)) is null)
        {
            return double.NaN;
        }

        ExactVector final = ExactVector.Of(new double[n]);
        if (system.Constants.Count == 1)
        {
            // The source is one column of the generator times the trace.
            int constant = system.Constants[0];
            ExactVector column = ExactVector.Of([.. free.Select(i => -system.Generator[i, constant])]);
            ExactVector trace = ExactVector.Of([system.Initial[constant]]);
            ExactVector source = new([.. column.Numerators.Select(x => x * trace.Numerators[0])], column.Denominator, column.Exponent + trace.Exponent);
            final = matrix.Solve(source)!;
        }

        ExactVector departure = final - ExactVector.Of(start);
        return -departure.Dot(row) / matrix.Solve(departure)!.Dot(row) / 2;
    }
}
