using System.Globalization;
using System.Numerics;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>Prints the tree of a formula in the style of a programming language; derived printers replace what differs.</summary>
internal abstract class FormPrinter
{
    private const int SumLevel = 0;
    private const int ProductLevel = 1;
    private const int PowerLevel = 2;
    private const int PrimaryLevel = 3;

    public string Print(Form form) => form switch
    {
        NumberForm number => Number(number.Value),
        NameForm name => Name(name.Name),
        SumForm sum => Sum(sum),
        ProductForm product => Product(product),
        PowerForm power => Power(power),
        QuotientForm quotient => Quotient(quotient),
        _ => throw new InvalidOperationException($"There is no way to print {form.GetType().Name}."),
    };

    protected virtual string Times => "*";

    protected virtual string Plus => " + ";

    protected virtual string Minus => " - ";

    protected virtual string Negation => "-";

    protected virtual string Number(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    protected virtual string Name(string name) => name;

    protected virtual string Brackets(string inner) => $"({inner})";

    protected virtual string Power(PowerForm power) => $"{AtLeast(PrimaryLevel, power.Base)}^{power.Exponent.ToString(CultureInfo.InvariantCulture)}";

    protected virtual string Quotient(QuotientForm quotient) => $"{AtLeast(ProductLevel, quotient.Above)}/{AtLeast(PowerLevel, quotient.Below)}";

    protected string AtLeast(int level, Form form) => Level(form) >= level ? Print(form) : Brackets(Print(form));

    protected string Primary(Form form) => AtLeast(PrimaryLevel, form);

    private string Sum(SumForm sum)
    {
        var text = new System.Text.StringBuilder();
        for (int k = 0; k < sum.Parts.Count; k++)
        {
            (bool negative, Form part) = sum.Parts[k];
            text.Append(k == 0 ? (negative ? Negation : "") : negative ? Minus : Plus);
            text.Append(AtLeast(ProductLevel, part));
        }

        return text.ToString();
    }

    // A quotient inside a product stands first, so that a*(b/c) never has to be written.
    protected virtual string Product(ProductForm product) => string.Join(Times, product.Factors.Select((f, k) => AtLeast(k == 0 ? ProductLevel : PowerLevel, f)));

    private static int Level(Form form) => form switch
    {
        SumForm => SumLevel,
        ProductForm or QuotientForm => ProductLevel,
        PowerForm => PowerLevel,
        NumberForm { Value.Sign: < 0 } => SumLevel,
        _ => PrimaryLevel,
    };
}
