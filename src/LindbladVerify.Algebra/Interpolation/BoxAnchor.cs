namespace LindbladVerify.Algebra.Interpolation;

/// <summary>
/// What the variables that are not interpolated are set to in one field. Random numbers and not 1: a black box computed in a roundabout
/// way may well have no value at 1.
/// </summary>
/// <param name="Values">One value a variable; those of interpolated variables are replaced.</param>
/// <param name="Scales">By what each interpolated variable is multiplied, so that the result is the same as with the others at 1.</param>
/// <param name="Rescale">By what a value at a point is multiplied for the same purpose, factors that are powers of variables taken out.</param>
internal sealed record BoxAnchor(ulong[] Values, ulong[] Scales, Func<ulong[], ulong> Rescale);
