using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using Xunit;

namespace LindbladVerify.Systems.Tests.ModelFiles;

/// <summary>The keys <c>sequence</c> and <c>cosine</c>: what they mean, and what is wrong with those that mean nothing.</summary>
public sealed class SequenceFileTests
{
    private const string Sample = """
        spins: { I: 1/2 }
        parameters: { n: 3, tau: 0.5, w1: 2 }
        hamiltonian: "I.z"
        drive:
          - { operator: "I.x", cosine: { amplitude: w1, frequency: 3, phase: "pi/2" } }
        sequence:
          repeat: n
          steps:
            - delay: tau
            - rotate: { operator: "I.x", angle: "pi" }
            - pulse: { duration: "2*tau", hamiltonian: "w1*I.y" }
            - { repeat: 2, steps: [ { rotate: { operator: "I.x", angle: "pi" } }, { delay: 1 us } ] }
        initial: { I: up }
        observables: { z: "I.z" }
        times: { from: 0, to: 4.5, points: 2 }
        """;

    public static TheoryData<string, string, int, string> Bad => new()
    {
        { "repeat: n", "repeat: 1.5", 7, "sequence.repeat must be an integer from 0" },
        { "repeat: n", "repeat: -1", 7, "not -1" },
        { "repeat: n", "repeats: n", 7, "no key 'repeats'" },
        { "- delay: tau", "- delay: -1", 9, "sequence.steps[0].delay must be zero or positive" },
        { "- delay: tau", "- delay: 5 nm", 9, "unit 'nm'" },
        { "- delay: tau", "- wait: tau", 9, "no key 'wait'" },
        { "- delay: tau", "- { delay: tau, rotate: { operator: \"I.x\", angle: 1 } }", 9, "must be one of" },
        { "angle: \"pi\" }\n    - pulse", "angel: \"pi\" }\n    - pulse", 10, "no key 'angel'" },
        { "operator: \"I.x\", angle: \"pi\" }\n    - pulse", "operator: \"I.p\", angle: \"pi\" }\n    - pulse", 10, "sequence.steps[1].rotate.operator must be Hermitian" },
        { "operator: \"I.x\", angle: \"pi\" }\n    - pulse", "operator: \"J.x\", angle: \"pi\" }\n    - pulse", 10, "'J'" },
        { "hamiltonian: \"w1*I.y\" }", "amplitude: 2 }", 11, "no key 'amplitude'" },
        { "duration: \"2*tau\", ", "", 11, "needs the key 'duration'" },
        { "{ repeat: 2, steps: [ { rotate: { operator: \"I.x\", angle: \"pi\" } }, { delay: 1 us } ] }", "{ repeat: 2 }", 12, "must be one of" },
        { "{ repeat: 2, steps: [ { rotate: { operator: \"I.x\", angle: \"pi\" } }, { delay: 1 us } ] }", "{ repeat: 2, steps: [] }", 12, "at least one step" },
        { "to: 4.5", "to: 9", 15, "must not lie after the last step of the sequence" },
        { "phase: \"pi/2\"", "phases: 1", 5, "no key 'phases'" },
        { "frequency: 3, ", "", 5, "needs the key 'frequency'" },
        { "cosine: { amplitude: w1, frequency: 3, phase: \"pi/2\" }", "cosine: { amplitude: w1, frequency: 3 }, envelope: t", 5, "no key 'envelope'" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void WhatIsWrongIsSaidInOneLineWithItsPlace(string part, string replacement, int line, string words)
    {
        string sample = Sample.ReplaceLineEndings("\n");
        Assert.Contains(part, sample, StringComparison.Ordinal);
        int at = sample.IndexOf(part, StringComparison.Ordinal);
        ModelFileException error = Assert.Throws<ModelFileException>(() => ModelFileReader.ReadText(sample[..at] + replacement + sample[(at + part.Length)..]));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void TheStepsAreThoseOfTheFile()
    {
        LoadedModel loaded = ModelFileReader.ReadText(Sample);
        PulseSequence sequence = loaded.Model.Sequence!;

        Assert.Equal(3, sequence.Repeat);
        Assert.Equal(1.5 + 2e-6, sequence.CycleDuration, 1e-15);
        Assert.Equal(3 * (1.5 + 2e-6), sequence.Duration, 1e-15);
        Assert.Equal(0.5, Assert.IsType<SequenceDelay>(sequence.Steps[0]).Time);
        Assert.Equal(Math.PI, Assert.IsType<IdealRotation>(sequence.Steps[1]).Angle);
        Assert.Equal(1, Assert.IsType<FinitePulse>(sequence.Steps[2]).Time);
        Assert.Same(sequence.Steps[1], Assert.IsType<RepeatedSteps>(sequence.Steps[3]).Steps[0]);
        CosineEnvelope cosine = Assert.IsType<CosineEnvelope>(loaded.Model.Drives[0].Envelope);
        Assert.Equal((2, 3, Math.PI / 2), (cosine.Amplitude, cosine.Frequency, cosine.Phase));
    }

    [Fact]
    public void TimesMayBeLeftOut()
    {
        LoadedModel loaded = ModelFileReader.ReadText(Sample.Replace("times: { from: 0, to: 4.5, points: 2 }", string.Empty, StringComparison.Ordinal));
        Assert.Equal([loaded.Model.Sequence!.Duration], loaded.Times);
    }
}
