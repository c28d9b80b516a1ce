using System.Globalization;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Properties.Generators;

/// <summary>A model, a start and an observable, and the real equations for it.</summary>
internal sealed record RelaxingSystem(OpenSystemModel Model, Operator Initial, Operator Observable)
{
    public BlochSystem Equations() => InvariantBlock.Of(Model, [Observable]).System(Initial, [Observable]);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""

        H = {Model.Hamiltonian}
        {string.Join(Environment.NewLine, Model.Dissipators.Select(t => $"rate {t.Rate.ToString("R", CultureInfo.InvariantCulture)}, L = {t.JumpOperator}"))}
        {string.Join(Environment.NewLine, Model.Noise.Select(t => $"noise {t.Process}, operator {t.Operator}"))}
        initial = {Initial}
        observable = {Observable}
        """);
}
