export { connectMessaging } from './nest/connect-messaging.js';
export { MessagingServer, type MessagingServerOptions, type TopicSource } from './nest/messaging-server.js';
export { Quarantines } from './nest/quarantines.js';
export { SetAsideModule } from './nest/set-aside.module.js';
