export { connectMessaging } from './nest/connect-messaging.js';
export { MessagingServer, type MessagingServerOptions, type TopicSource } from './nest/messaging-server.js';
