using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>What a model file says of a noise process.</summary>
/// <param name="Kind">The word of the file: telegraph, fluctuators and trace have their numbers, a markov-chain its values and rates, as has every process that is written as one.</param>
/// <param name="Numbers">Its numbers by key.</param>
/// <param name="Values">[m] values of a Markov chain.</param>
/// <param name="Rates">[m][m] rates of a Markov chain, from row to column.</param>
public sealed record NoiseParts(string Kind, IReadOnlyDictionary<string, Expression> Numbers, IReadOnlyList<Expression> Values, IReadOnlyList<IReadOnlyList<Expression>> Rates);
