namespace LindbladVerify.Reporting.Files;

/// <summary>Standard output as bytes: where data goes, while messages go to standard error.</summary>
internal static class StandardOutput
{
    private static Stream? s_instead;

    /// <summary>Opens it; the caller closes what was opened, standard output itself stays open.</summary>
    public static Stream Open() => s_instead is { } stream ? new Unclosed(stream) : Console.OpenStandardOutput();

    /// <summary>Writes one document and a line break after it.</summary>
    /// <param name="write">Writes the document to the stream that it is given.</param>
    public static void Write(Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using Stream stream = Open();
        write(stream);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Sends all that follows to a stream, text of the console included, for a program that runs commands inside its own process.</summary>
    /// <param name="stream">Takes UTF-8; stays open.</param>
    /// <returns>Ends it when disposed.</returns>
    public static IDisposable Redirect(Stream stream) => new Redirection(stream);

    private sealed class Redirection : IDisposable
    {
        private readonly TextWriter console = Console.Out;

        public Redirection(Stream stream)
        {
            s_instead = stream;
            Console.SetOut(new StreamWriter(stream, leaveOpen: true) { AutoFlush = true });
        }

        public void Dispose()
        {
            Console.SetOut(console);
            s_instead = null;
        }
    }

    /// <summary>Writes through and cannot close.</summary>
    private sealed class Unclosed(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);
    }
}
