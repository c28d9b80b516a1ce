using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>An observable with its name in the output.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Operator">[d, d], Hermitian.</param>
public sealed record NamedObservable(string Name, Operator Operator);
