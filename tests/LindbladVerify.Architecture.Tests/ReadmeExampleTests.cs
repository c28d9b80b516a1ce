using System.Reflection;
using System.Text.RegularExpressions;
using LindbladVerify.TestSupport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LindbladVerify.Architecture.Tests;

/// <summary>Every C# example of the README, of docs/library.md and of the page of the packages compiles as it stands and prints what stands right after it.</summary>
public sealed partial class ReadmeExampleTests
{
    public static TheoryData<int> Examples => [.. Cases.EveryNth(Enumerable.Range(0, Math.Max(1, Blocks.Length)), 1, 2)];

    private static string[] Pages { get; } = [.. new[] { "README.md", "docs/library.md", "packaging/README.md" }.Select(p => File.ReadAllText(Path.Combine(Repository.Root, p)).ReplaceLineEndings("\n"))];

    private static (string Code, string Output)[] Blocks { get; } =
        [.. Pages.SelectMany(p => Example().Matches(p)).Select(m => (m.Groups["code"].Value, m.Groups["output"].Value))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void ExampleCompilesAndPrintsWhatIsWritten(int index)
    {
        Assert.True(index < Blocks.Length, "there is no ```csharp block followed by a ```text block with its output.");
        Assembly example = Compile(Blocks[index].Code);
        using var printed = new StringWriter();
        TextWriter console = Console.Out;
        Console.SetOut(printed);
        try
        {
            MethodInfo entry = example.EntryPoint!;
            entry.Invoke(null, entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Equal(Blocks[index].Output.Trim(), printed.ToString().ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public void NoExampleIsWithoutItsOutput() =>
        Assert.Equal(Blocks.Length, Pages.Sum(p => CodeBlock().Count(p)));

    private static Assembly Compile(string code)
    {
        // What a console project with implicit usings sees: the framework and the libraries beside this test.
        const string implicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";
        string[] framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "ReadmeExample",
            [CSharpSyntaxTree.ParseText(implicitUsings), CSharpSyntaxTree.ParseText(code)],
            framework.Where(File.Exists).Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        string[] problems = [.. result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString())];
        Assert.True(result.Success && problems.Length == 0, string.Join(Environment.NewLine, problems));
        return Assembly.Load(image.ToArray());
    }

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```\s*```text\n(?<output>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Example();

    [GeneratedRegex(@"^```csharp$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CodeBlock();
}
