using LindbladVerify.Sweeps.Specification;

namespace LindbladVerify.Sweeps.Store;

/// <summary>One writer per store: a file beside it that the operating system locks, and lets go of however the process ends.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream stream;

    private StoreLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="SweepException">Another run has it, or the folder takes no files.</exception>
    public static StoreLock Take(string store)
    {
        try
        {
            return new StoreLock(new FileStream(store + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (DirectoryNotFoundException)
        {
            throw new SweepException($"The store '{store}' cannot be made: there is no such folder.");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SweepException($"The store '{store}' cannot be written: its folder may not be written to.", e);
        }
        catch (IOException e) when (IsFull(e))
        {
            throw new SweepException($"The store '{store}' cannot be written: the disk is full.", e) { CanGoOn = true };
        }
        catch (IOException e)
        {
            throw new SweepException($"The store '{store}' is in use: another run writes it. Shards that run at the same time need stores of their own, to be merged.", e);
        }
    }

    public void Dispose() => stream.Dispose();

    private static bool IsFull(IOException e) => e.HResult is 28 or 122;
}
