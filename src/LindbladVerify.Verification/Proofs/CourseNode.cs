namespace LindbladVerify.Verification.Proofs;

/// <summary>A part of a time course: an operation on parts, or something that does not depend on the time.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Parts">The parts.</param>
/// <param name="Output">The output of the program of constants: of a constant its value; of a function of an argument the argument at t = 0, 1, 2, 3 from there on.</param>
/// <param name="Power">A whole power.</param>
internal sealed record CourseNode(CourseNodeKind Kind, IReadOnlyList<CourseNode> Parts, int Output = -1, int Power = 0);
