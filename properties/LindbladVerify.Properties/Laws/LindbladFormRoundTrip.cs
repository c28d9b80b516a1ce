using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Properties.Laws;

/// <summary>Every Lindblad generator has a canonical form, which gives it back; a negative rate added is found.</summary>
public class LindbladFormRoundTrip
{
    [Law]
    public Property The_canonical_form_gives_the_generator_back() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        LindbladForm form = LindbladForm.Of(e.Generator);
        double scale = Math.Max(1, e.Generator.Matrix.LargestModulus());
        Assert.True(form.IsLindblad, "a generator of Lindblad form has no negative canonical rate");
        Assert.True(form.Terms.Count <= e.Model.Dissipators.Count, "no more canonical terms than jump operators");
        Approx.Equal(0, (form.ToSuperOperator() - e.Generator).Matrix.LargestModulus(), 4e-12 * scale, "terms below 1e-12 of the scale are dropped");
    });

    [Law]
    public Property Diagnostics_pass_every_lindblad_generator_and_fail_its_reverse() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        Assert.True(GeneratorDiagnostics.Of(e.Generator).IsLindblad());
        SuperOperator reversed = -1 * e.Generator;
        GeneratorDiagnostics diagnostics = GeneratorDiagnostics.Of(reversed);
        bool dissipates = LindbladForm.Of(e.Generator).Terms.Count > 0;
        Assert.True(diagnostics.PreservesTrace() && diagnostics.PreservesHermiticity());
        Assert.Equal(!dissipates, diagnostics.IsConditionallyCompletelyPositive());
    });
}
