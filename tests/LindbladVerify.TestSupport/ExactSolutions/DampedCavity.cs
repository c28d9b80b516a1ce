using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.TestSupport.ExactSolutions;

/// <summary>
/// A lossy cavity H = ω a†a, jump √κ a. The photon number decays as e^{-κt} and Tr(aρ) as e^{-iωt-κt/2}, exactly for every
/// state and also when truncated, because loss never climbs.
/// </summary>
public sealed record DampedCavity(int Levels, double Frequency, double Loss)
{
    public OpenSystemModel Model() => new(Frequency * LevelOperators.Number(Levels), [new(LevelOperators.Lowering(Levels), Loss)]);

    public double Number(Operator initial, double time) => LevelOperators.Number(Levels).Expectation(initial).Real * Math.Exp(-Loss * time);

    public Complex Amplitude(Operator initial, double time) =>
        LevelOperators.Lowering(Levels).Expectation(initial) * Complex.Exp(new Complex(-Loss * time / 2, -Frequency * time));
}
