using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>What a model file says, as expressions, for whoever wants to write it in another language.</summary>
/// <param name="Sites">The sites, in order.</param>
/// <param name="Parameters">The parameters with their definitions, in order.</param>
/// <param name="Hamiltonian">H, rad/s.</param>
/// <param name="Dissipators">Jump operators and rates, 1/s.</param>
/// <param name="Noise">Operators and their processes.</param>
/// <param name="Density">ρ(0); null where the sites have states of their own.</param>
/// <param name="Initial">The states of the sites: a word, and a number where it needs one.</param>
/// <param name="Observables">The observables by name.</param>
public sealed record ModelParts(
    IReadOnlyList<Site> Sites,
    IReadOnlyList<(string Name, Expression Value)> Parameters,
    Expression Hamiltonian,
    IReadOnlyList<(Expression Operator, Expression Rate)> Dissipators,
    IReadOnlyList<(Expression Operator, NoiseParts Process)> Noise,
    Expression? Density,
    IReadOnlyList<(string Word, Expression? Number)> Initial,
    IReadOnlyList<(string Name, Expression Operator)> Observables);
