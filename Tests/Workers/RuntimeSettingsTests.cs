using System.Text.Json;
using CommerceOS.Workers.Generation;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Workers;

/// <summary>A worker's memory depends on settings that the web SDK would choose otherwise: its own are for throughput.</summary>
public sealed class RuntimeSettingsTests
{
    [Fact]
    public void Workers_collect_garbage_for_memory_and_not_for_throughput()
    {
        var settings = Path.ChangeExtension(typeof(PieceMaker).Assembly.Location, ".runtimeconfig.json");
        using var document = JsonDocument.Parse(File.ReadAllText(settings));
        var properties = document.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");

        properties.GetProperty("System.GC.Server").GetBoolean().ShouldBeFalse();
        properties.GetProperty("System.GC.Concurrent").GetBoolean().ShouldBeFalse();
        properties.GetProperty("System.GC.ConserveMemory").GetInt32().ShouldBe(5);
    }
}
