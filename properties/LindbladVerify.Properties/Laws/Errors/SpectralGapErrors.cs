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

/// <summary>Within its stated error of the spectral gap lies an eigenvalue, by the sign of the exact characteristic polynomial.</summary>
public class SpectralGapErrors
{
    [Law(Cases = 300)]
    public Property The_stated_error_encloses_an_eigenvalue() => Prop.ForAll(RelaxingSystemGen.Arbitrary, s =>
    {
        BlochSystem system = s.Equations();
        RateEstimate found = RelaxationModes.SpectralGap(system, 0, DenseKernels.Managed, factor: 1, entriesAreExact: true);
        if (!found.Exists)
        {
            return;
        }

        var matrix = new ExactMatrix(system.Dimension, system.Generator.ToDense());
        double width = found.RelativeUncertainty + 4.5e-16;
        int below = matrix.SignOfCharacteristic(-found.Value * (1 + width));
        int above = matrix.SignOfCharacteristic(-found.Value * (1 - width));
        int at = matrix.SignOfCharacteristic(-found.Value);

        // An even number of eigenvalues changes no sign: then one of them is hit exactly, or the error reaches beyond a pair.
        bool encloses = below != above || at != above || at == 0 || IsPair(system, found, width);
        Assert.True(encloses, $"no eigenvalue within {width:E2} of {found.Value:R}");
    });

    [Law]
    public Property Equal_rates_are_exact() => Prop.ForAll(RelaxingSystemGen.Cascades, s =>
    {
        double[] rates = [.. s.Model.Dissipators.Select(d => d.Rate)];
        RateEstimate found = RelaxationModes.SpectralGap(s.Equations(), 0, DenseKernels.Managed, factor: 1, entriesAreExact: true);
        Approx.Relative(rates.Min(), found.Value, found.RelativeUncertainty + 4.5e-16, "the slowest step");
        Assert.True(found.RelativeUncertainty < 1e-15, $"claims {found.RelativeUncertainty:E2} only");
    });

    [Law]
    public Property Nearly_equal_rates_lie_within_the_error_of_rounded_entries() => Prop.ForAll(RelaxingSystemGen.Cascades, s =>
    {
        try
        {
            RateEstimate found = RelaxationModes.SpectralGap(s.Equations(), 0, DenseKernels.Managed, factor: 1);
            double slowest = s.Model.Dissipators.Min(d => d.Rate);
            if (found.Exists && found.RelativeUncertainty < 1)
            {
                Approx.Relative(slowest, found.Value, found.RelativeUncertainty, "the slowest step");
            }
        }
        catch (SingularMatrixException)
        {
            // Equal rates have no complete set of eigenvectors.
        }
    });

    /// <summary>Two eigenvalues closer than the sign can tell: the polynomial falls towards the middle.</summary>
    private static bool IsPair(BlochSystem system, RateEstimate found, double width)
    {
        Eigensystem eigen = DenseKernels.Managed.Eigen(system.Dimension, system.Generator.ToDense(), vectors: false);
        return eigen.Values.Count(v => System.Numerics.Complex.Abs(v + found.Value) <= Math.Max(1e-6, width) * found.Value) >= 2;
    }
}
