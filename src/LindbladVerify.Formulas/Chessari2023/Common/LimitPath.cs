namespace LindbladVerify.Formulas.Chessari2023.Common;

/// <summary>A path towards a limit with its description.</summary>
/// <param name="Path">Maps a point of the domain and epsilon in (0, 1] to a point on the path.</param>
/// <param name="Text">The path in words.</param>
internal sealed record LimitPath(Func<ParameterPoint, double, ParameterPoint> Path, string Text);
