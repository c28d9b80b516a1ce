using LindbladVerify.Algebra.Fields;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.Proofs;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>Quantities with roots at points where the radicand is a square in the field, and where it is none.</summary>
public sealed class FieldBoxTests
{
    private const int Points = 40;

    [Fact]
    public void ARootThatDropsOutLeavesTheRationalFunction()
    {
        // x/(y + √r) + x/(y - √r) = 2 x y/(y² - r), r = x² + y.
        FieldBox box = Box(RootPart.Whole, (field, x, y, root) =>
            field.Add(field.Divide(x, field.Add(y, root)), field.Divide(x, field.Subtract(y, root))));
        At(box, (field, x, y, r) => field.Divide(field.Multiply(2, field.Multiply(x, y)), field.Subtract(field.Multiply(y, y), r)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BothPartsOfARootThatStaysCanBeAskedFor(bool odd)
    {
        // (x + √r)³ = x³ + 3 x r + (3 x² + r) √r.
        FieldBox box = Box(odd ? RootPart.Odd : RootPart.Even, (field, x, _, root) => field.Power(field.Add(x, root), 3UL));
        At(box, (field, x, _, r) => odd
            ? field.Add(field.Multiply(3, field.Multiply(x, x)), r)
            : field.Multiply(x, field.Add(field.Multiply(x, x), field.Multiply(3, r))));
    }

    [Fact]
    public void ARootThatStaysIsRefused()
    {
        FieldBox box = Box(RootPart.Whole, (field, x, _, root) => field.Add(x, root));
        for (int n = 0; n < Points; n++)
        {
            ulong[] point = new ulong[2];
            new FieldSampler((ulong)n).Fill(PrimeField.At(0), point);
            Assert.Throws<NotAlgebraicException>(() => box.TryEvaluate(PrimeField.At(0), point, out _));
        }
    }

    private static FieldBox Box(RootPart part, Func<PrimeField, ulong, ulong, ulong, ulong> value) => new(2, (Valuation valuation, ReadOnlySpan<ulong> point, out ulong result) =>
    {
        PrimeField field = valuation.Field;
        bool exists = valuation.TryRoot(Radicand(field, point[0], point[1]), out ulong root);
        result = exists ? value(field, point[0], point[1], root) : 0;
        return exists;
    }, CancellationToken.None, part);

    private static void At(FieldBox box, Func<PrimeField, ulong, ulong, ulong, ulong> expected)
    {
        int squares = 0;
        for (int n = 0; n < Points; n++)
        {
            var field = PrimeField.At(n % 3);
            ulong[] point = new ulong[2];
            new FieldSampler((ulong)n).Fill(field, point);
            ulong r = Radicand(field, point[0], point[1]);
            squares += field.TrySquareRoot(r, out _) ? 1 : 0;
            Assert.True(box.TryEvaluate(field, point, out ulong found));
            Assert.Equal(expected(field, point[0], point[1], r), found);
        }

        Assert.InRange(squares, 1, Points - 1);
    }

    private static ulong Radicand(PrimeField field, ulong x, ulong y) => field.Add(field.Multiply(x, x), y);
}
