namespace LindbladVerify.Algebra.Presentation;

/// <summary>The expression language of model and formula files.</summary>
internal sealed class TextPrinter : FormPrinter
{
    public static TextPrinter Instance { get; } = new();
}
