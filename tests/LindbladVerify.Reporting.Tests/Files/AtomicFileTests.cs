using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Tests.Plots;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lindblad-verify-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_replaced_whole()
    {
        string path = Path.Combine(_folder, "report.txt");
        AtomicFile.WriteText(path, w => w.WriteLine("first"));
        AtomicFile.WriteText(path, w => w.WriteLine("zweite — Γ"));
        Assert.Equal("zweite — Γ\n"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_folder_that_is_missing_is_refused_by_name_and_not_made()
    {
        string path = Path.Combine(_folder, "a", "report.txt");
        OutputFileException e = Assert.Throws<OutputFileException>(() => AtomicFile.WriteText(path, w => w.WriteLine("first")));
        Assert.Equal($"Cannot write '{path}': there is no folder '{Path.Combine(_folder, "a")}'.", e.Message);
        Assert.False(e.IsDiskFailure);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_folder_for_results_is_made_with_those_around_it()
    {
        string folder = Path.Combine(_folder, "a");
        AtomicFile.MakeFolder(folder);
        AtomicFile.MakeFolder(folder + Path.DirectorySeparatorChar);
        Assert.True(Directory.Exists(folder));

        string deep = Path.Combine(_folder, "b", "c");
        AtomicFile.MakeFolder(deep);
        Assert.True(Directory.Exists(deep));
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        Assert.Contains("it is a file", Assert.Throws<OutputFileException>(() => AtomicFile.MakeFolder(Path.Combine(_folder, "file"))).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_file_system_that_takes_no_files_is_named_by_the_target()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/proc");
        OutputFileException e = Assert.Throws<OutputFileException>(() => AtomicFile.WriteText("/proc/x.csv", w => w.Write("x")));
        Assert.Contains("'/proc/x.csv'", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_half_way_keeps_the_old_file_and_leaves_nothing_behind()
    {
        string path = Path.Combine(_folder, "report.txt");
        AtomicFile.WriteText(path, w => w.Write("old"));
        Action<TextWriter> fail = w =>
        {
            w.Write(new string('x', 1 << 20));
            w.Flush();
            throw new IOException("No space left on device");
        };
        OutputFileException e = Assert.Throws<OutputFileException>(() => AtomicFile.WriteText(path, fail));
        Assert.Equal($"Cannot write '{path}': No space left on device.", e.Message);
        Assert.True(e.IsDiskFailure);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Another_exception_passes_through_and_leaves_nothing_behind()
    {
        string path = Path.Combine(_folder, "report.txt");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.WriteText(path, _ => throw new InvalidOperationException()));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused_by_name()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        string path = Path.Combine(file, "report.txt");
        OutputFileException e = Assert.Throws<OutputFileException>(() => AtomicFile.WriteText(path, w => w.Write("x")));
        Assert.StartsWith($"Cannot write '{path}': ", e.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_read_only_folder_is_refused_by_name()
    {
        Skip.If(OperatingSystem.IsWindows(), "Unix permissions.");
        Skip.If(string.Equals(Environment.UserName, "root", StringComparison.Ordinal), "The superuser may write everywhere.");
        string folder = Path.Combine(_folder, "locked");
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        OutputFileException e = Assert.Throws<OutputFileException>(() => AtomicFile.WriteText(Path.Combine(folder, "a.txt"), w => w.Write("x")));
        Assert.Contains($"the folder '{folder}'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_is_written_with_its_numbers()
    {
        (string svg, string csv) = FigureFiles.Write(Gallery.SmallNumbers(), _folder);
        Assert.Equal(FigureSvg.Document(Gallery.SmallNumbers()), File.ReadAllText(svg));
        Assert.StartsWith("panel,kind,series,x,y,yLow,yHigh,value\r\n", File.ReadAllText(csv), StringComparison.Ordinal);
    }
}
