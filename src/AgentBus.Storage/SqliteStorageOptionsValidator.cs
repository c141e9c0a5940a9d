using Microsoft.Extensions.Options;

namespace AgentBus.Storage;

internal sealed class SqliteStorageOptionsValidator : IValidateOptions<SqliteStorageOptions>
{
    private const int SmallestBuffer = 64 * 1024;

    public ValidateOptionsResult Validate(string? name, SqliteStorageOptions options)
    {
        List<string> faults = [];
        Require(options.DataDirectory.Length > 0, nameof(options.DataDirectory), options.DataDirectory, "a directory");
        Require(
            options.FileName.Length > 0 && Path.GetFileName(options.FileName) == options.FileName,
            nameof(options.FileName), options.FileName, "a file name without a directory");
        Require(Enum.IsDefined(options.Synchronous), nameof(options.Synchronous), options.Synchronous, "Full or Normal");
        Require(options.GroupMessages is >= 1 and <= 100_000, nameof(options.GroupMessages), options.GroupMessages, "1 to 100000");
        Require(options.GroupBytes >= SmallestBuffer, nameof(options.GroupBytes), options.GroupBytes, "at least 65536");
        Require(options.IndexBatch is >= 1 and <= 1_000_000, nameof(options.IndexBatch), options.IndexBatch, "1 to 1000000");
        Require(
            options.IdempotencyWindow >= TimeSpan.FromSeconds(1),
            nameof(options.IdempotencyWindow), options.IdempotencyWindow, "at least 00:00:01");
        Require(options.Readers is >= 1 and <= 64, nameof(options.Readers), options.Readers, "1 to 64");
        Require(options.CheckpointBytes >= SmallestBuffer, nameof(options.CheckpointBytes), options.CheckpointBytes, "at least 65536");
        Require(
            options.WalLimitBytes >= options.CheckpointBytes,
            nameof(options.WalLimitBytes), options.WalLimitBytes, $"at least CheckpointBytes ({options.CheckpointBytes})");
        Require(
            options.MaxFileBytes is 0 or >= 1024 * 1024, nameof(options.MaxFileBytes), options.MaxFileBytes, "0 or at least 1048576");
        Require(
            options.ProbeInterval >= TimeSpan.FromMilliseconds(10),
            nameof(options.ProbeInterval), options.ProbeInterval, "at least 00:00:00.010");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(bool holds, string property, object value, string allowed)
        {
            if (!holds)
            {
                faults.Add($"{nameof(SqliteStorageOptions)}.{property} is '{value}'; allowed: {allowed}.");
            }
        }
    }
}
