using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A model file with values for its parameters: all that a simulation needs.</summary>
public sealed record LoadedModel
{
    /// <summary>Name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>Hamiltonian, dissipators, noises, drives and sites.</summary>
    public required OpenSystemModel Model { get; init; }

    /// <summary>ρ at t = 0, [d, d], checked to be a state; sparse.</summary>
    public required Operator Initial { get; init; }

    /// <summary>One density operator per site whose product is <see cref="Initial"/>; null where it was given as one expression.</summary>
    public required IReadOnlyList<Operator>? InitialFactors { get; init; }

    /// <summary>What to report, in the order of the file.</summary>
    public required IReadOnlyList<NamedObservable> Observables { get; init; }

    /// <summary>Output times in s, increasing, not before 0, where the initial state holds.</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>Values of the parameters, in rad/s, 1/s, s or nm.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>What was converted or cut off on the way, for the reader of the output.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
