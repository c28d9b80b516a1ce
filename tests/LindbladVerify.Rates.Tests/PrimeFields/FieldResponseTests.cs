using LindbladVerify.Algebra.Fields;
using LindbladVerify.Rates.PrimeFields;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.PrimeFields;
using Xunit;

namespace LindbladVerify.Rates.Tests.PrimeFields;

/// <summary>Transforms over prime fields against results that are known: rates, limits, modes.</summary>
public class FieldResponseTests
{
    private static readonly PrimeField Field = PrimeField.At(3);

    [Fact]
    public void A_two_level_system_between_two_rates_relaxes_at_their_sum_to_their_ratio()
    {
        FieldResponse response = Of("0*s.z", "[{ operator: \"s.p\", rate: 5 }, { operator: \"s.m\", rate: 2 }]", "down", "1/2 + s.z");
        Assert.True(response.TryFinal(out ulong final));
        Assert.Equal(Field.Divide(5, 7), final);
        Assert.True(response.TryRelaxationRate(out ulong rate));
        Assert.Equal(7UL, rate);
        Assert.True(FieldModes.HasDecay(response, 7));
        Assert.False(FieldModes.HasDecay(response, 5));
        Assert.True(response.TryAt(3, out ulong transform));
        Assert.Equal(Field.Multiply(Field.Divide(5, 7), Field.Subtract(Field.Inverse(3), Field.Inverse(10))), transform);
    }

    [Fact]
    public void A_damped_rotation_has_a_pair_of_modes()
    {
        FieldResponse response = Of("11*s.z", "[{ operator: \"s.z\", rate: 6 }]", "0", "s.x", "s.x");
        Assert.Equal(2, response.Degree);
        Assert.True(FieldModes.HasDecayOfPair(response, 3));
        Assert.False(FieldModes.HasDecay(response, 3));
        Assert.False(FieldModes.HasDecayOfPair(response, 4));
        Assert.True(FieldModes.HasFrequency(response, 11));
        Assert.False(FieldModes.HasFrequency(response, 10));
        Assert.True(response.TryArea(out ulong area));
        Assert.Equal(Field.Divide(3, 2 * (9 + 121)), area);
    }

    [Fact]
    public void An_observable_that_stays_has_no_rate()
    {
        FieldResponse response = Of("3*s.z", "[{ operator: \"s.z\", rate: 6 }]", "up", "s.z");
        Assert.True(response.TryFinal(out ulong final));
        Assert.Equal(Field.Half, final);
        Assert.False(response.TryRelaxationRate(out _));
    }

    [Theory]
    [InlineData("1/2", 4)]
    [InlineData("1", 9)]
    [InlineData("3/2", 16)]
    public void The_first_two_coefficients_of_the_equation_of_a_mode_are_those_of_the_whole_equation(string spin, int modes)
    {
        FieldResponse response = Of("3*s.x + 5*s.z + 2*s.z*s.z", "[{ operator: \"s.m\", rate: 2 }, { operator: \"s.z\", rate: 7 }, { operator: \"s.x\", rate: 1 }]", "up", "s.z", spin: spin);
        Assert.Equal(modes, response.Degree);
        foreach (ModeEquation equation in new[] { ModeEquation.Single, ModeEquation.Pair, ModeEquation.Frequency })
        {
            foreach (ulong x in new[] { 1UL, 12345UL, Field.Divide(7, 3) })
            {
                ulong[] whole = FieldModes.Around(response, x, equation);
                Assert.NotEqual(0UL, whole[0]);
                Assert.Equal(Field.Divide(whole[0], whole[1]), FieldModes.Step(response, x, equation));
            }
        }
    }

    [Fact]
    public void A_number_that_is_the_mode_is_no_step_from_it()
    {
        FieldResponse response = Of("11*s.z", "[{ operator: \"s.z\", rate: 6 }]", "0", "s.x", "s.x");
        Assert.Equal(0UL, FieldModes.Step(response, 3, ModeEquation.Pair));
        Assert.Equal(0UL, FieldModes.Step(response, 11, ModeEquation.Frequency));
    }

    private static FieldResponse Of(string hamiltonian, string dissipators, string initial, string observable, string? density = null, string spin = "1/2")
    {
        string text = $$"""
            spins: { s: {{spin}} }
            hamiltonian: "{{hamiltonian}}"
            dissipators: {{dissipators}}
            initial: { {{(density is null ? $"s: {initial}" : $"density: \"{density}\"")}} }
            observables: { o: "{{observable}}" }
            times: { from: 0, to: 1, points: 2 }
            """;
        var model = FieldModel.Create(ModelFileReader.OpenText(text), "o", []);
        FieldSystem system = model.NewSystem();
        Assert.True(model.TryBind(new Valuation(Field, new FieldSampler(1)), [], system));
        var response = new FieldResponse(model.Equations);
        response.Compute(system);
        return response;
    }
}
