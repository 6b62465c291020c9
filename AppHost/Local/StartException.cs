namespace CommerceOS.AppHost.Local;

/// <summary>Something that the person at the keyboard can put right. The message is the one sentence that is shown.</summary>
internal sealed class StartException(string message) : Exception(message);
